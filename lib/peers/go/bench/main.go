// bench does one of the works of the table of speed, several times after one that
// warms up, and reports the median.
package main

import (
	"runtime"
	"sort"
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/program"
	"interleave/peers/internal/stream"
)

type argument struct {
	Work       string `json:"work"`
	Count      int    `json:"count"`
	Capacity   int    `json:"capacity"`
	Limit      int    `json:"limit"`
	Iterations int    `json:"iterations"`
}

func main() {
	example := argument{Work: "channel", Count: 1_000_000, Capacity: 100, Limit: 10, Iterations: 5}
	given := example
	program.ReadArgument(&given, example)
	works := map[string]func() int{
		"tasks":   func() int { return yield(given.Count) },
		"channel": func() int { return stream.Sum(given.Count, given.Capacity) },
		"bounded": func() int { return workerPool(given.Count, given.Limit) },
		"fib":     func() int { return fib(given.Count) },
	}
	work := works[given.Work]
	if work == nil || given.Count < 1 || given.Capacity < 0 || given.Limit < 1 || given.Iterations < 1 {
		program.Refuse("expected `work` to be tasks, channel, bounded or fib, and counts from 1 up", example)
	}
	answer := work()
	times := make([]time.Duration, given.Iterations)
	for i := range times {
		begin := time.Now()
		if work() != answer {
			panic("an iteration gave another answer")
		}
		times[i] = time.Since(begin)
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	program.Report{
		Work:     times[len(times)/2],
		Answers:  []string{strconv.Itoa(answer)},
		Counters: map[string]float64{"iterations": float64(given.Iterations)},
	}.Print()
}

func yield(tasks int) int {
	var wg sync.WaitGroup
	for i := 0; i < tasks; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			runtime.Gosched()
		}()
	}
	wg.Wait()
	return tasks
}

// workerPool runs tasks that yield once.
func workerPool(tasks, workers int) int {
	jobs := make(chan int)
	ended := make([]int, workers)
	var wg sync.WaitGroup
	for worker := 0; worker < workers; worker++ {
		wg.Add(1)
		go func(count *int) {
			defer wg.Done()
			for range jobs {
				runtime.Gosched()
				*count++
			}
		}(&ended[worker])
	}
	for i := 0; i < tasks; i++ {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	sum := 0
	for _, count := range ended {
		sum += count
	}
	return sum
}

func fib(n int) int {
	if n <= 2 {
		return 1
	}
	return fib(n-1) + fib(n-2)
}
