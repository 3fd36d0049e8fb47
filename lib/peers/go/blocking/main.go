// Command blocking computes in one go beside a goroutine that has timers to
// serve, on all cores or on one.
package main

import (
	"math"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/chain"
	"interleave/peers/internal/latency"
	"interleave/peers/internal/program"
)

type argument struct {
	Variant string `json:"variant"`
	Steps   int    `json:"steps"`
}

const (
	period = 2 * time.Millisecond
	warmUp = 20 * time.Millisecond
)

func main() {
	example := argument{Variant: "inline", Steps: 100_000_000}
	given := example
	program.ReadArgument(&given, example)
	if (given.Variant != "inline" && given.Variant != "one-core") || given.Steps < 1 {
		program.Refuse("expected `variant` to be inline or one-core, and `steps` from 1 up", example)
	}
	if given.Variant == "one-core" {
		runtime.GOMAXPROCS(1)
	}
	startHeartbeat().stopAfter(warmUp)

	beating := startHeartbeat()
	begin := time.Now()
	answer := chain.Compute(0, given.Steps)
	work := time.Since(begin)
	delays := beating.stop()

	sort.Slice(delays, func(a, b int) bool { return delays[a] < delays[b] })
	counters := map[string]float64{
		"beats":               float64(len(delays)),
		"heartbeatDelayP99Ms": 0,
		"heartbeatDelayMaxMs": 0,
	}
	if len(delays) > 0 {
		nearest := int(math.Ceil(float64(len(delays))*0.99)) - 1
		counters["heartbeatDelayP99Ms"] = program.Milliseconds(delays[nearest])
		counters["heartbeatDelayMaxMs"] = program.Milliseconds(delays[len(delays)-1])
	}
	program.Report{
		Work:      work,
		Answers:   []string{strconv.FormatUint(uint64(answer), 10)},
		Counters:  counters,
		Latencies: map[string][]program.LatencyCount{"heartbeatDelay": latency.Counts(delays)},
	}.Print()
}

// heartbeat beats every 2 ms by a fixed schedule, and notes how late each beat
// came; a beat that was due while its goroutine had no turn counts with its own
// delay, as the requests of an open loop do.
type heartbeat struct {
	mutex  sync.Mutex
	due    time.Time
	delays []time.Duration
	ended  bool
}

func startHeartbeat() *heartbeat {
	h := &heartbeat{due: time.Now().Add(period)}
	go func() {
		for wait, beats := h.record(false); beats; wait, beats = h.record(false) {
			time.Sleep(wait)
		}
	}()
	return h
}

// stop gives how late each beat came that was due by now.
func (h *heartbeat) stop() []time.Duration {
	h.record(true)
	return h.delays
}

func (h *heartbeat) stopAfter(wait time.Duration) {
	time.Sleep(wait)
	h.stop()
}

// record notes what is due, and says how long it is to the next beat, if there
// is one.
func (h *heartbeat) record(last bool) (wait time.Duration, beats bool) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.ended {
		return 0, false
	}
	now := time.Now()
	for ; !h.due.After(now); h.due = h.due.Add(period) {
		h.delays = append(h.delays, now.Sub(h.due))
	}
	h.ended = last
	return h.due.Sub(now), !last
}
