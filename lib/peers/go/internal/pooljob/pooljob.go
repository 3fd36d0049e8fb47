// Package pooljob is the work of the pool programs: jobs that take their time
// and double their number.
package pooljob

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Jobs     int  `json:"jobs"`
	Workers  int  `json:"workers"`
	JobMs    int  `json:"jobMs"`
	Throwing bool `json:"throwing"`
	Trace    bool `json:"trace"`
}

var example = argument{Jobs: 5, Workers: 3, JobMs: 1000}

// The job that fails when the argument asks for one.
const throwingJob = 2

// Pool is the jobs, numbered from 1, and a record of what became of them.
type Pool struct {
	Jobs, Workers int
	Duration      time.Duration

	throwing, trace bool
	begin           time.Time
	mutex           sync.Mutex
	spans           []program.Span
}

// Begin reads the argument and starts the clock.
func Begin() *Pool {
	given := example
	program.ReadArgument(&given, example)
	if given.Jobs < 1 || given.Workers < 1 || given.JobMs < 1 {
		program.Refuse("expected `jobs`, `workers` and `jobMs` from 1 up", example)
	}
	return &Pool{
		Jobs:     given.Jobs,
		Workers:  given.Workers,
		Duration: time.Duration(given.JobMs) * time.Millisecond,
		throwing: given.Throwing,
		trace:    given.Trace,
		begin:    time.Now(),
	}
}

// Do takes the time of a job.
func (p *Pool) Do(job int) (int, error) {
	start := time.Since(p.begin)
	time.Sleep(p.Duration)
	if p.trace {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		end := time.Since(p.begin)
		span := program.Span{Task: job - 1, StartMs: program.Milliseconds(start), EndMs: program.Milliseconds(end)}
		p.spans = append(p.spans, span)
	}
	if p.throwing && job == throwingJob {
		return 0, fmt.Errorf("job %d failed", job)
	}
	return job * 2, nil
}

// Report prints the report: the answers by the number of their job, and what
// the main function learnt of failures.
func (p *Pool) Report(answers map[int]int, failures []error) {
	work := time.Since(p.begin)
	texts := make([]string, 0, p.Jobs)
	for job := 1; job <= p.Jobs; job++ {
		if answer, ok := answers[job]; ok {
			texts = append(texts, strconv.Itoa(answer))
		}
	}
	reported := 0.0
	for _, failure := range failures {
		if strings.Contains(failure.Error(), fmt.Sprintf("job %d", throwingJob)) {
			reported = 1
		}
	}
	program.Report{
		Work:    work,
		Answers: texts,
		Counters: map[string]float64{
			"results":  float64(len(texts)),
			"jobTimes": float64(work) / float64(p.Duration),
			"hung":     0,
			"died":     0,
			"reported": reported,
		},
		Trace: p.spans,
	}.Print()
}
