// Package crossoverjob times two requests for fib(n) that come at once, and what
// decides which way to their answers is the shorter: a call and a hop.
package crossoverjob

import (
	"sort"
	"strconv"
	"time"

	"interleave/peers/internal/fibserver"
	"interleave/peers/internal/latency"
	"interleave/peers/internal/program"
)

type argument struct {
	NS        []int `json:"ns"`
	ReadingMs int   `json:"readingMs"`
}

var example = argument{NS: []int{1, 10, 20}, ReadingMs: 10}

const (
	warmUps       = 8
	probeN        = 22
	hops          = 50
	leastReadings = 3
	// leastReadingMs is what a clock tells from nothing: shorter pairs are timed
	// many at once.
	leastReadingMs = 0.02
)

// Run times a way to two answers for every n that the program's argument names.
// Where it hands over, so does a pair that takes no time: that is the hop.
func Run(pair func(n int) (int, int), handsOver bool) {
	var given argument
	program.ReadArgument(&given, example)
	if len(given.NS) == 0 || given.ReadingMs < 1 {
		program.Refuse("expected some ns, and readingMs from 1 up", example)
	}
	for count := 0; count < warmUps; count++ {
		pair(probeN)
	}
	callMs := callTimeMs()
	counters := map[string]float64{"callMs": callMs}
	if handsOver {
		counters["hopMs"] = medianMs(hopTimes(pair))
	}
	var answers []string
	limit := time.Duration(given.ReadingMs) * time.Millisecond
	begin := time.Now()
	for _, n := range given.NS {
		batch := 1
		if !handsOver {
			batch = int(leastReadingMs/(2*callMs*float64(calls(n)))) + 1
		}
		first, second := pair(n)
		answers = append(answers, strconv.Itoa(first), strconv.Itoa(second))
		counters["n="+strconv.Itoa(n)] = medianMs(pairTimes(pair, n, batch, limit)) / float64(batch)
	}
	program.Report{Work: time.Since(begin), Answers: answers, Counters: counters}.Print()
}

func pairTimes(pair func(n int) (int, int), n, batch int, limit time.Duration) []time.Duration {
	var readings []time.Duration
	for end := time.Now().Add(limit); len(readings) < leastReadings || time.Now().Before(end); {
		start := time.Now()
		for count := 0; count < batch; count++ {
			pair(n)
		}
		readings = append(readings, time.Since(start))
	}
	return readings
}

func hopTimes(pair func(n int) (int, int)) []time.Duration {
	readings := make([]time.Duration, hops)
	for hop := range readings {
		start := time.Now()
		pair(1)
		readings[hop] = time.Since(start)
	}
	return readings
}

// callTimeMs is one call of the recursion, from the fastest of some probes.
func callTimeMs() float64 {
	fastest := time.Duration(1<<63 - 1)
	for count := 0; count < warmUps; count++ {
		start := time.Now()
		fibserver.Fib(probeN)
		if took := time.Since(start); took < fastest {
			fastest = took
		}
	}
	return program.Milliseconds(fastest) / float64(calls(probeN))
}

// calls is how many calls fib makes for n, itself included.
func calls(n int) int {
	previous, current := 0, 1
	for index := 2; index <= n; index++ {
		previous, current = current, previous+current
	}
	return 2*current - 1
}

func medianMs(readings []time.Duration) float64 {
	sort.Slice(readings, func(a, b int) bool { return readings[a] < readings[b] })
	return latency.QuantileMs(readings, 0.5)
}
