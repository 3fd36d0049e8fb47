package main

import (
	"fmt"
	"os"
	"time"

	"interleave/peers/internal/client"
	"interleave/peers/internal/fibclient"
	"interleave/peers/internal/program"
)

// heavy is the client that asks for a large fib over and over.
type heavy struct {
	client   *client.Client
	begin    time.Time
	stopping chan struct{}
	// ended has the times of its answers, once it has stopped.
	ended  chan []time.Time
	failed bool
}

// startHeavy connects; its first request is on its way when it returns, or about
// to be.
func startHeavy(port, n int) *heavy {
	started := &heavy{
		client:   client.MustConnect(port, fibclient.Digits(1)),
		begin:    time.Now(),
		stopping: make(chan struct{}),
		ended:    make(chan []time.Time, 1),
	}
	go started.run(fibclient.Digits(n))
	return started
}

func (h *heavy) run(question client.Exchange) {
	defer h.client.Close()
	var answered []time.Time
	for {
		if err := h.client.Ask(question); err != nil {
			fmt.Fprintln(os.Stderr, err)
			h.failed = true
			h.ended <- answered
			return
		}
		answered = append(answered, time.Now())
		select {
		case <-h.stopping:
			h.ended <- answered
			return
		default:
		}
	}
}

// stop waits for the answer under way. The rate is that of the answers up to this
// call, or of the first where it comes later: none of them was computed while
// nobody disturbed.
func (h *heavy) stop() program.Report {
	stopped := time.Now()
	close(h.stopping)
	answered := <-h.ended
	counters := map[string]float64{}
	if h.failed {
		counters["errors"] = 1
	}
	if len(answered) > 0 {
		within := 1
		for within < len(answered) && answered[within].Before(stopped) {
			within++
		}
		counters["largePerSecond"] = float64(within) / answered[within-1].Sub(h.begin).Seconds()
	}
	return program.Report{Answers: program.SortedKeys(h.client.Answers), Counters: counters}
}
