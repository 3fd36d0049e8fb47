// tasks starts a goroutine for each task, as published: it yields once and tells
// a WaitGroup. With `held`, every task waits after its yield until all have come
// so far, so that all of them are alive at once.
package main

import (
	"runtime"
	"strconv"
	"sync"
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

// yieldAndHold counts the goroutines that are alive when the last has come to the
// barrier.
func yieldAndHold(tasks, others int) (ended, live int) {
	var arrived, wg sync.WaitGroup
	opened := make(chan struct{})
	for i := 0; i < tasks; i++ {
		arrived.Add(1)
		wg.Add(1)
		go func() {
			defer wg.Done()
			runtime.Gosched()
			arrived.Done()
			<-opened
		}()
	}
	arrived.Wait()
	live = runtime.NumGoroutine() - others
	close(opened)
	wg.Wait()
	return tasks, live
}
