// Package program is the contract of a measured program: one JSON argument in,
// one JSON line out, nothing left behind.
package program

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// Protocol is the version of the contract.
const Protocol = 1

// Span is one task of a job: its number from 0, its start and its end in
// milliseconds since the start of the work.
type Span struct {
	Task           int
	StartMs, EndMs float64
}

// MarshalJSON writes the span as the array that the contract asks for.
func (s Span) MarshalJSON() ([]byte, error) {
	return json.Marshal([3]float64{float64(s.Task), s.StartMs, s.EndMs})
}

// LatencyCount is how often a latency came.
type LatencyCount struct {
	Nanoseconds uint64
	Count       int
}

// MarshalJSON writes the count as the array that the contract asks for.
func (c LatencyCount) MarshalJSON() ([]byte, error) {
	return json.Marshal([2]uint64{c.Nanoseconds, uint64(c.Count)})
}

// Report is what a job program found.
type Report struct {
	Work time.Duration
	// Answers in the order of the input, an empty one for each that is
	// missing; their digest is reported.
	Answers  []string
	Counters map[string]float64
	// Trace is left out of the line when it is empty.
	Trace []Span
	// Latencies by name are what a load generator has seen; left out when empty.
	Latencies map[string][]LatencyCount
}

// ReadArgument decodes the program's only argument into argument, and from then
// on ends the process with its standard input. The example is a complete
// argument that shows a person what to type.
//
// It exits with 2 and a sentence on standard error unless there is exactly one
// argument, a JSON object whose values have the types of the fields.
func ReadArgument(argument, example any) {
	if len(os.Args) != 2 {
		Refuse(fmt.Sprintf("expected one argument, came %d", len(os.Args)-1), example)
	}
	if err := json.Unmarshal([]byte(os.Args[1]), argument); err != nil {
		Refuse(fmt.Sprintf("expected a JSON object, came `%.60s` (%v)", os.Args[1], err), example)
	}
	go endWithStandardInput()
}

// Refuse exits with 2 after saying what is wrong with the argument, and what to
// try instead.
func Refuse(problem string, example any) {
	try, err := json.Marshal(example)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(os.Stderr, "%s: %s; try '%s'\n", filepath.Base(os.Args[0]), problem, try)
	os.Exit(2)
}

// Print writes the line of a job program.
func (r Report) Print() {
	line, err := json.Marshal(struct {
		Protocol  int                       `json:"protocol"`
		WorkMs    float64                   `json:"workMs"`
		Digest    string                    `json:"digest"`
		Counters  map[string]float64        `json:"counters"`
		Usage     Usage                     `json:"usage"`
		Trace     []Span                    `json:"trace,omitempty"`
		Latencies map[string][]LatencyCount `json:"latencies,omitempty"`
	}{Protocol, Milliseconds(r.Work), digest(r.Answers), r.Counters, CurrentUsage(), r.Trace, r.Latencies})
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}

// Milliseconds is d as a number with fractions.
func Milliseconds(d time.Duration) float64 {
	return float64(d) / float64(time.Millisecond)
}

// SortedKeys has the members of a set of answers, ascending.
func SortedKeys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func digest(answers []string) string {
	sum := sha256.Sum256([]byte(strings.Join(answers, "\n")))
	return hex.EncodeToString(sum[:])
}

// Nobody is left to read a report once standard input has ended, so the exit is
// as hard as it can be: deferred functions may wait for a peer that is silent.
func endWithStandardInput() {
	io.Copy(io.Discard, os.Stdin)
	os.Exit(1)
}
