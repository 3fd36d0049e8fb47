// parallel computes the same thing twice, one after the other and then in two
// goroutines at once, and reports how many times as fast the second way is.
package main

import (
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Fib    int `json:"fib"`
	Trials int `json:"trials"`
}

func main() {
	example := argument{Fib: 35, Trials: 3}
	given := example
	program.ReadArgument(&given, example)
	if given.Fib < 1 || given.Trials < 1 {
		program.Refuse("expected `fib` and `trials` from 1 up", example)
	}
	begin := time.Now()
	var inTurn, atOnce time.Duration
	for n := 0; n < given.Trials; n++ {
		inTurn += timed(func() {
			fib(given.Fib)
			fib(given.Fib)
		})
		atOnce += timed(func() {
			var wg sync.WaitGroup
			for i := 0; i < 2; i++ {
				wg.Add(1)
				go func() {
					defer wg.Done()
					fib(given.Fib)
				}()
			}
			wg.Wait()
		})
	}
	program.Report{
		Work:    time.Since(begin),
		Answers: []string{strconv.Itoa(fib(given.Fib))},
		Counters: map[string]float64{
			"inTurnMs": program.Milliseconds(inTurn),
			"atOnceMs": program.Milliseconds(atOnce),
			"speedUp":  float64(inTurn) / float64(atOnce),
		},
	}.Print()
}

func timed(work func()) time.Duration {
	begin := time.Now()
	work()
	return time.Since(begin)
}

func fib(n int) int {
	if n <= 2 {
		return 1
	}
	return fib(n-1) + fib(n-2)
}
