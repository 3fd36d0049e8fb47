// Command fib-load is the client of the fib servers, in the manner of the
// essay's perf2: a closed loop on each of some connections, bare digits without
// a newline out, up to 100 bytes back.
//
// Each client asks for fib(1) once before the clock starts, so that connecting
// and accepting are over. Its warm-up lasts for WarmupMs and WarmupRequests,
// whichever takes longer, and its window likewise.
package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"sort"
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/latency"
	"interleave/peers/internal/program"
)

type argument struct {
	Port           int `json:"port"`
	N              int `json:"n"`
	Clients        int `json:"clients"`
	WarmupMs       int `json:"warmupMs"`
	WindowMs       int `json:"windowMs"`
	WarmupRequests int `json:"warmupRequests"`
	Requests       int `json:"requests"`
}

var example = argument{Port: 25000, N: 1, Clients: 3, WarmupMs: 200, WindowMs: 400, WarmupRequests: 0, Requests: 1}

func main() {
	given := example
	program.ReadArgument(&given, example)
	if given.Clients < 1 || given.Requests < 1 {
		program.Refuse("expected clients and requests from 1 up", example)
	}
	clients := make([]*client, given.Clients)
	for index := range clients {
		connected, err := connect(given)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		clients[index] = connected
	}
	start := time.Now()
	var running sync.WaitGroup
	for _, each := range clients {
		running.Add(1)
		go func(each *client) {
			defer running.Done()
			each.run()
		}(each)
	}
	running.Wait()
	report(clients, time.Since(start)).Print()
}

// client is one closed loop on one connection.
type client struct {
	load       argument
	connection net.Conn
	question   []byte
	buffer     [100]byte
	answers    map[string]bool
	lastAnswer []byte
	// first is the latency of the first request after the greeting, in the
	// warm-up or not; latencies are those of the window.
	first     time.Duration
	latencies []time.Duration
	window    time.Duration
	inAll     int
	err       error
}

func connect(load argument) (*client, error) {
	connection, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(load.Port)))
	if err != nil {
		return nil, err
	}
	connected := &client{
		load:       load,
		connection: connection,
		question:   []byte("1"),
		answers:    map[string]bool{},
		latencies:  make([]time.Duration, 0, 1<<16),
	}
	if err := connected.ask(); err != nil {
		return nil, fmt.Errorf("the server did not answer a first fib(1): %w", err)
	}
	connected.question = []byte(strconv.Itoa(load.N))
	connected.answers = map[string]bool{}
	connected.lastAnswer = nil
	return connected, nil
}

func (c *client) run() {
	defer c.connection.Close()
	warmup := time.Duration(c.load.WarmupMs) * time.Millisecond
	window := time.Duration(c.load.WindowMs) * time.Millisecond
	begin := time.Now()
	now := begin
	for count := 0; now.Sub(begin) < warmup || count < c.load.WarmupRequests; count++ {
		if now = c.askTimed(now, count == 0); c.err != nil {
			return
		}
	}
	begin = now
	for now.Sub(begin) < window || len(c.latencies) < c.load.Requests {
		asked := now
		if now = c.askTimed(asked, c.first == 0); c.err != nil {
			return
		}
		c.latencies = append(c.latencies, now.Sub(asked))
		c.window = now.Sub(begin)
	}
}

// askTimed asks at once and tells when the answer was there.
func (c *client) askTimed(asked time.Time, first bool) time.Time {
	c.err = c.ask()
	answered := time.Now()
	if first {
		c.first = answered.Sub(asked)
	}
	return answered
}

func (c *client) ask() error {
	if _, err := c.connection.Write(c.question); err != nil {
		return err
	}
	length, err := c.connection.Read(c.buffer[:])
	if err != nil {
		return err
	}
	c.inAll++
	answer := bytes.TrimSuffix(c.buffer[:length], []byte("\n"))
	if !bytes.Equal(answer, c.lastAnswer) {
		c.lastAnswer = append([]byte(nil), answer...)
		c.answers[string(answer)] = true
	}
	return nil
}

func report(clients []*client, work time.Duration) program.Report {
	answers := map[string]bool{}
	var latencies []time.Duration
	var perSecond []float64
	counters := map[string]float64{"requests": 0, "requestsInAll": 0, "errors": 0, "requestsPerSecond": 0}
	for _, each := range clients {
		for answer := range each.answers {
			answers[answer] = true
		}
		latencies = append(latencies, each.latencies...)
		counters["requests"] += float64(len(each.latencies))
		counters["requestsInAll"] += float64(each.inAll)
		if each.err != nil {
			fmt.Fprintln(os.Stderr, each.err)
			counters["errors"]++
		}
		rate := 0.0
		if each.window > 0 {
			rate = float64(len(each.latencies)) / each.window.Seconds()
		}
		counters["requestsPerSecond"] += rate
		perSecond = append(perSecond, rate)
	}
	sort.Float64s(perSecond)
	sort.Slice(latencies, func(a, b int) bool { return latencies[a] < latencies[b] })
	counters["slowestClientPerSecond"] = perSecond[0]
	counters["fastestClientPerSecond"] = perSecond[len(perSecond)-1]
	counters["firstMs"] = program.Milliseconds(clients[0].first)
	if len(latencies) > 0 {
		counters["p50Ms"] = latency.QuantileMs(latencies, 0.50)
		counters["p99Ms"] = latency.QuantileMs(latencies, 0.99)
	}
	return program.Report{Work: work, Answers: sorted(answers), Counters: counters}
}

func sorted(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for key := range set {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
