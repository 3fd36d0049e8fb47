// race has goroutines add one to a counter that they share, in steps of a read
// and a write: with `pausing` each yields between the two. The variant `mutex`
// holds a lock meanwhile, `goroutines` does not, and so loses updates; built with
// -race, it says how many races the detector reported.
package main

import (
	"runtime"
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Variant string `json:"variant"`
	Tasks   int    `json:"tasks"`
	Updates int    `json:"updates"`
	Pausing bool   `json:"pausing"`
}

func main() {
	example := argument{Variant: "goroutines", Tasks: 100, Updates: 100, Pausing: true}
	given := example
	given.Pausing = false
	program.ReadArgument(&given, example)
	if given.Tasks < 1 || given.Updates < 1 {
		program.Refuse("expected `tasks` and `updates` from 1 up", example)
	}
	guard := map[string]sync.Locker{"goroutines": unguarded{}, "mutex": &sync.Mutex{}}[given.Variant]
	if guard == nil {
		program.Refuse("expected `variant` to be goroutines or mutex", example)
	}
	begin := time.Now()
	count := total(given, guard)
	work := time.Since(begin)
	updates := given.Tasks * given.Updates
	counters := map[string]float64{"updates": float64(updates), "lostUpdates": float64(updates - count)}
	countRaces(counters)
	program.Report{Work: work, Answers: []string{strconv.Itoa(updates)}, Counters: counters}.Print()
}

// total is what the counter says when all goroutines have ended. They start
// together, so that none is done before another has begun.
func total(given argument, guard sync.Locker) int {
	counter := 0
	opened := make(chan struct{})
	var wg sync.WaitGroup
	for i := 0; i < given.Tasks; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-opened
			for j := 0; j < given.Updates; j++ {
				guard.Lock()
				before := counter
				if given.Pausing {
					runtime.Gosched()
				}
				counter = before + 1
				guard.Unlock()
			}
		}()
	}
	close(opened)
	wg.Wait()
	return counter
}

// unguarded is the lock of the programs that have none.
type unguarded struct{}

func (unguarded) Lock()   {}
func (unguarded) Unlock() {}
