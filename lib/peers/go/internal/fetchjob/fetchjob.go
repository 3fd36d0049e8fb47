// Package fetchjob is the job of every fetch program: documents 1 to N from one
// origin, the names that they hold in order.
package fetchjob

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

// Job is what to fetch, and a record of what happened. Its methods may be called
// from several goroutines.
//
// A document is in flight from Started to Done or Failed as the program sees it:
// time that it spends waiting for a connection counts too.
type Job struct {
	Documents int
	Limit     int
	// Timeout is how long a program that gives up on a late answer waits for it.
	Timeout time.Duration

	origin string
	traced bool
	begin  time.Time

	mutex       sync.Mutex
	names       []string
	starts      []time.Duration
	spans       []program.Span
	requests    int
	obtained    int
	inFlight    int
	maxInFlight int
	firstResult time.Duration
	lastResult  time.Duration
	firstFailed int
}

type argument struct {
	Origin    string `json:"origin"`
	Documents int    `json:"documents"`
	Limit     int    `json:"limit"`
	TimeoutMs int    `json:"timeoutMs"`
	Trace     bool   `json:"trace"`
}

var example = argument{Origin: "https://127.0.0.1:8443", Documents: 150, Limit: 50, TimeoutMs: 30_000}

// Begin reads the argument and starts the clock; it exits with 2 when the
// argument is not right.
func Begin() *Job {
	given := argument{Documents: example.Documents, Limit: example.Limit, TimeoutMs: example.TimeoutMs}
	program.ReadArgument(&given, example)
	origin, err := url.Parse(given.Origin)
	if err != nil || (origin.Scheme != "http" && origin.Scheme != "https") {
		program.Refuse(fmt.Sprintf("expected `origin` to be an http or https URL, came `%.60s`", given.Origin), example)
	}
	refuseBelowOne("documents", given.Documents)
	refuseBelowOne("limit", given.Limit)
	refuseBelowOne("timeoutMs", given.TimeoutMs)
	return &Job{
		Documents: given.Documents,
		Limit:     given.Limit,
		Timeout:   time.Duration(given.TimeoutMs) * time.Millisecond,
		origin:    strings.TrimSuffix(given.Origin, "/"),
		traced:    given.Trace,
		names:     make([]string, given.Documents),
		starts:    make([]time.Duration, given.Documents),
		begin:     time.Now(),
	}
}

// URL is the address of a document, numbered from 1.
func (j *Job) URL(number int) string {
	return fmt.Sprintf("%s/api/v2/pokemon/%d", j.origin, number)
}

// Started records that work on a document begins.
func (j *Job) Started(number int) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.starts[number-1] = time.Since(j.begin)
	j.requests++
	j.inFlight++
	if j.inFlight > j.maxInFlight {
		j.maxInFlight = j.inFlight
	}
}

// Done records what a document gave as its name, and that the work on it has
// ended. Anything but a string is no name, as for a document that was not
// decoded.
func (j *Job) Done(number int, name any) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	ended := j.ended(number)
	text, ok := name.(string)
	if !ok {
		return
	}
	if j.obtained == 0 {
		j.firstResult = ended
	}
	j.lastResult = ended
	j.obtained++
	j.names[number-1] = text
}

// Failed records that the work on a document has ended without a name, and says
// why on standard error.
func (j *Job) Failed(number int, reason error) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.ended(number)
	if j.firstFailed == 0 {
		j.firstFailed = number
	}
	fmt.Fprintf(os.Stderr, "document %d: %v\n", number, reason)
}

// Report stops the clock and prints the report.
func (j *Job) Report() {
	work := time.Since(j.begin)
	j.mutex.Lock()
	defer j.mutex.Unlock()
	counters := map[string]float64{
		"documents":   float64(j.obtained),
		"errors":      float64(j.requests - j.obtained),
		"requests":    float64(j.requests),
		"maxInFlight": float64(j.maxInFlight),
	}
	if j.obtained > 0 {
		counters["firstResultMs"] = program.Milliseconds(j.firstResult)
		counters["lastResultMs"] = program.Milliseconds(j.lastResult)
	}
	if j.firstFailed > 0 {
		counters["failedDocument"] = float64(j.firstFailed)
	}
	program.Report{Work: work, Answers: j.names, Counters: counters, Trace: j.spans}.Print()
}

func (j *Job) ended(number int) time.Duration {
	now := time.Since(j.begin)
	j.inFlight--
	if j.traced {
		started := program.Milliseconds(j.starts[number-1])
		j.spans = append(j.spans, program.Span{Task: number - 1, StartMs: started, EndMs: program.Milliseconds(now)})
	}
	return now
}

func refuseBelowOne(key string, value int) {
	if value < 1 {
		program.Refuse(fmt.Sprintf("expected `%s` to be an integer from 1 up, came `%d`", key, value), example)
	}
}
