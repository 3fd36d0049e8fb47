// tasks starts a goroutine for each task, as published: it yields once and tells
// a WaitGroup. With `held`, every task waits after its yield until all have come
// so far, so that all of them are alive at once.
package main

import (
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Tasks int  `json:"tasks"`
	Held  bool `json:"held"`
}

func main() {
	example := argument{Tasks: 100_000}
	given := example
	program.ReadArgument(&given, example)
	if given.Tasks < 1 {
		program.Refuse("expected `tasks` from 1 up", example)
	}
	run := yield
	if given.Held {
		run = yieldAndHold
	}
	others := runtime.NumGoroutine()
	before := program.CurrentUsage().Self.PeakRssBytes
	begin := time.Now()
	ended, live := run(given.Tasks, others)
	work := time.Since(begin)
	grown := program.CurrentUsage().Self.PeakRssBytes - before
	program.Report{
		Work:    work,
		Answers: []string{strconv.Itoa(ended)},
		Counters: map[string]float64{
			"tasks":           float64(ended),
			"liveWhenStarted": float64(live),
			"perTaskBytes":    float64(grown) / float64(given.Tasks),
		},
	}.Print()
}

// yield returns how many tasks ended, and how many goroutines besides the others
// were alive when the last was started.
func yield(tasks, others int) (ended, live int) {
	var wg sync.WaitGroup
	for i := 0; i < tasks; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			runtime.Gosched()
		}()
	}
	live = runtime.NumGoroutine() - others
	wg.Wait()
	return tasks, live
}

func yieldAndHold(tasks, others int) (ended, live int) {
	var wg sync.WaitGroup
	var arrived int64
	opened := make(chan struct{})
	for i := 0; i < tasks; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			runtime.Gosched()
			if atomic.AddInt64(&arrived, 1) == int64(tasks) {
				close(opened)
			}
			<-opened
		}()
	}
	live = runtime.NumGoroutine() - others
	wg.Wait()
	return int(arrived), live
}
