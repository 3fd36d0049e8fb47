// Command compute runs tasks that compute, wait, and compute again, a goroutine
// for each.
package main

import (
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/chain"
	"interleave/peers/internal/program"
)

type argument struct {
	Tasks  int  `json:"tasks"`
	Steps  int  `json:"steps"`
	WaitMs int  `json:"waitMs"`
	Cores  int  `json:"cores"`
	Trace  bool `json:"trace"`
}

var example = argument{Tasks: 8, Steps: 10_000_000, WaitMs: 0, Cores: 2}

func main() {
	given := example
	program.ReadArgument(&given, example)
	if given.Tasks < 1 || given.Steps < 1 || given.Cores < 1 || given.WaitMs < 0 {
		program.Refuse("expected tasks, steps and cores from 1 up", example)
	}
	answers := make([]string, given.Tasks)
	spans := make([]program.Span, given.Tasks)
	firstHalf := given.Steps / 2
	var waiting sync.WaitGroup

	cpuBefore := ownCPUMs()
	begin := time.Now()
	for task := 0; task < given.Tasks; task++ {
		waiting.Add(1)
		go func(task int) {
			defer waiting.Done()
			start := time.Since(begin)
			half := chain.Compute(uint32(task), firstHalf)
			if given.WaitMs > 0 {
				time.Sleep(time.Duration(given.WaitMs) * time.Millisecond)
			}
			answer := chain.Compute(half, given.Steps-firstHalf)
			answers[task] = strconv.FormatUint(uint64(answer), 10)
			spans[task] = program.Span{
				Task:    task,
				StartMs: program.Milliseconds(start),
				EndMs:   program.Milliseconds(time.Since(begin)),
			}
		}(task)
	}
	waiting.Wait()
	work := time.Since(begin)
	cpu := ownCPUMs() - cpuBefore
	coresUsed := cpu / program.Milliseconds(work)

	if !given.Trace {
		spans = nil
	}
	program.Report{
		Work:    work,
		Answers: answers,
		Counters: map[string]float64{
			"tasks":     float64(given.Tasks),
			"steps":     float64(given.Steps),
			"coresUsed": coresUsed,
			"coreShare": coresUsed / float64(given.Cores),
			"taskCpuMs": cpu / float64(given.Tasks),
		},
		Trace: spans,
	}.Print()
}

func ownCPUMs() float64 {
	own := program.CurrentUsage().Self
	return own.UserMs + own.SystemMs
}
