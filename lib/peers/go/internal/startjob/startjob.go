// Package startjob is the task that the start programs start, and the record of
// which tasks had ended when a program took itself to be done.
package startjob

import (
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Tasks      int `json:"tasks"`
	Fib        int `json:"fib"`
	Trials     int `json:"trials"`
	PatienceMs int `json:"patienceMs"`
}

var example = argument{Tasks: 10, Fib: 30, Trials: 3, PatienceMs: 100}

// A task waits before it computes, so that there is something to overlap.
const taskWait = 5 * time.Millisecond

// Job is what a start program does, several times over.
type Job struct {
	Tasks, Trials int
	// Patience is how long a program sleeps that only hopes for its tasks' end.
	Patience time.Duration

	fib                            int
	begin                          time.Time
	lost, outOfOrder, mostInFlight int
}

// Begin reads the argument and starts the clock.
func Begin() *Job {
	given := example
	program.ReadArgument(&given, example)
	if given.Tasks < 1 || given.Trials < 1 || given.Fib < 1 || given.PatienceMs < 0 {
		program.Refuse("expected `tasks`, `trials` and `fib` from 1 up and `patienceMs` from 0 up", example)
	}
	return &Job{
		Tasks:    given.Tasks,
		Trials:   given.Trials,
		Patience: time.Duration(given.PatienceMs) * time.Millisecond,
		fib:      given.Fib,
		begin:    time.Now(),
	}
}

// Trial is one start of all tasks.
type Trial struct {
	job      *Job
	mutex    sync.Mutex
	ended    []int
	inFlight int
	closed   bool
}

// NewTrial begins a trial.
func (j *Job) NewTrial() *Trial {
	return &Trial{job: j}
}

// Run is the task with that number, from 0.
func (t *Trial) Run(number int) {
	t.mutex.Lock()
	t.inFlight++
	if t.inFlight > t.job.mostInFlight {
		t.job.mostInFlight = t.inFlight
	}
	t.mutex.Unlock()
	time.Sleep(taskWait)
	fib(t.job.fib)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.inFlight--
	if !t.closed {
		t.ended = append(t.ended, number)
	}
}

// Close takes the trial to be done. The end of a main function would now take
// every task with it that has not ended: those count as lost.
func (t *Trial) Close() {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.closed = true
	t.job.lost += t.job.Tasks - len(t.ended)
	for place, number := range t.ended {
		if number != place {
			t.job.outOfOrder++
		}
	}
}

// Report prints the report.
func (j *Job) Report() {
	all := j.Tasks * j.Trials
	program.Report{
		Work:    time.Since(j.begin),
		Answers: []string{strconv.Itoa(all)},
		Counters: map[string]float64{
			"tasks":       float64(all),
			"unfinished":  float64(j.lost),
			"lost":        float64(j.lost),
			"outOfOrder":  float64(j.outOfOrder),
			"maxInFlight": float64(j.mostInFlight),
		},
	}.Print()
}

func fib(n int) int {
	if n <= 2 {
		return 1
	}
	return fib(n-1) + fib(n-2)
}
