// Command hello-load asks an HTTP server for one small page over and over: a
// closed loop on each of some kept-alive connections, which it reads from the
// bare socket so that a request costs the client little.
//
// Each client asks once before the clock starts, so that connecting and
// accepting are over.
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
	Port     int `json:"port"`
	Clients  int `json:"clients"`
	WarmupMs int `json:"warmupMs"`
	WindowMs int `json:"windowMs"`
}

var example = argument{Port: 8000, Clients: 16, WarmupMs: 200, WindowMs: 400}

func main() {
	given := example
	program.ReadArgument(&given, example)
	if given.Clients < 1 {
		program.Refuse("expected clients from 1 up", example)
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

var request = []byte("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")

// client is one closed loop on one connection.
type client struct {
	load       argument
	connection net.Conn
	buffer     [4096]byte
	answers    map[string]bool
	lastAnswer []byte
	// latencies are those of the window.
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
		answers:    map[string]bool{},
		latencies:  make([]time.Duration, 0, 1<<14),
	}
	if err := connected.ask(); err != nil {
		return nil, fmt.Errorf("the server did not answer a first request: %w", err)
	}
	return connected, nil
}

func (c *client) run() {
	defer c.connection.Close()
	warmup := time.Duration(c.load.WarmupMs) * time.Millisecond
	window := time.Duration(c.load.WindowMs) * time.Millisecond
	begin := time.Now()
	for time.Since(begin) < warmup {
		if c.err = c.ask(); c.err != nil {
			return
		}
	}
	begin = time.Now()
	for now := begin; now.Sub(begin) < window; {
		asked := now
		if c.err = c.ask(); c.err != nil {
			return
		}
		now = time.Now()
		c.latencies = append(c.latencies, now.Sub(asked))
		c.window = now.Sub(begin)
	}
}

// ask sends the request and reads its answer to the end.
func (c *client) ask() error {
	if _, err := c.connection.Write(request); err != nil {
		return err
	}
	for length := 0; ; {
		read, err := c.connection.Read(c.buffer[length:])
		if err != nil {
			return err
		}
		length += read
		answer, whole, err := parse(c.buffer[:length])
		if err != nil {
			return err
		}
		if whole {
			c.take(answer)
			return nil
		}
		if length == len(c.buffer) {
			return fmt.Errorf("the answer is longer than %d bytes", length)
		}
	}
}

func (c *client) take(answer []byte) {
	c.inAll++
	if !bytes.Equal(answer, c.lastAnswer) {
		c.lastAnswer = append([]byte(nil), answer...)
		c.answers[string(answer)] = true
	}
}

var (
	headEnd       = []byte("\r\n\r\n")
	contentLength = []byte("\r\nContent-Length: ")
	statusOK      = []byte("HTTP/1.1 200 ")
)

// parse returns the body of a response once it is whole; of any other status
// than 200 it returns the status line.
func parse(response []byte) (answer []byte, whole bool, err error) {
	end := bytes.Index(response, headEnd)
	if end < 0 {
		return nil, false, nil
	}
	head := response[:end+2]
	if !bytes.HasPrefix(head, statusOK) {
		return head[:bytes.IndexByte(head, '\r')], true, nil
	}
	field := bytes.Index(head, contentLength)
	if field < 0 {
		return nil, false, fmt.Errorf("the answer has no Content-Length")
	}
	value := head[field+len(contentLength):]
	length, err := strconv.Atoi(string(value[:bytes.IndexByte(value, '\r')]))
	if err != nil {
		return nil, false, err
	}
	body := response[end+len(headEnd):]
	if len(body) > length {
		return nil, false, fmt.Errorf("the answer is longer than its Content-Length of %d", length)
	}
	return body, len(body) == length, nil
}

func report(clients []*client, work time.Duration) program.Report {
	answers := map[string]bool{}
	var latencies []time.Duration
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
		if each.window > 0 {
			counters["requestsPerSecond"] += float64(len(each.latencies)) / each.window.Seconds()
		}
	}
	sort.Slice(latencies, func(a, b int) bool { return latencies[a] < latencies[b] })
	if len(latencies) > 0 {
		counters["p50Ms"] = latency.QuantileMs(latencies, 0.50)
		counters["p99Ms"] = latency.QuantileMs(latencies, 0.99)
		counters["p999Ms"] = latency.QuantileMs(latencies, 0.999)
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
