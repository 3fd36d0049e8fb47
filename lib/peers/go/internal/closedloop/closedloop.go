// Package closedloop is the load of the load generators: each of some clients
// asks again as soon as it is answered. Throughput is what it tells; a server
// that stalls is asked less, so latencies leave out what others would wait.
package closedloop

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

// Plan is what to ask, and how long. Every client asks Greeting once before the
// clock starts, so that connecting and accepting are over. Its warm-up and its
// window each last for both of their bounds.
type Plan struct {
	Port, Clients            int
	Greeting, Question       Exchange
	Warmup, Window           time.Duration
	WarmupRequests, Requests int
}

// Exchange is a request, and what of the bytes after it is the answer.
type Exchange struct {
	Request []byte
	// Answer returns the answer once received has all of it; the slice is only
	// read until the next request.
	Answer func(received []byte) (answer []byte, whole bool, err error)
	// Limit is the most bytes that an answer takes.
	Limit int
}

// Run carries out the plan against a server of this machine and sums up what its
// clients have seen. It exits with 1 when a client cannot connect or is not
// answered its greeting; a connection that ends later is an error in the report.
func Run(plan Plan) program.Report {
	clients := make([]*client, plan.Clients)
	for index := range clients {
		connected, err := connect(plan)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		clients[index] = connected
	}
	before := program.ProcessorTime()
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
	work := time.Since(start)
	return report(clients, work, program.ProcessorTime()-before)
}

// client is one closed loop on one connection.
type client struct {
	plan       Plan
	connection net.Conn
	buffer     []byte
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

func connect(plan Plan) (*client, error) {
	connection, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(plan.Port)))
	if err != nil {
		return nil, err
	}
	connected := &client{
		plan:       plan,
		connection: connection,
		buffer:     make([]byte, max(plan.Greeting.Limit, plan.Question.Limit)),
		latencies:  make([]time.Duration, 0, 1<<16),
	}
	if err := connected.ask(plan.Greeting); err != nil {
		return nil, fmt.Errorf("the server did not answer a first request: %w", err)
	}
	connected.answers = map[string]bool{}
	connected.lastAnswer = nil
	return connected, nil
}

func (c *client) run() {
	defer c.connection.Close()
	begin := time.Now()
	now := begin
	for count := 0; now.Sub(begin) < c.plan.Warmup || count < c.plan.WarmupRequests; count++ {
		if now, _ = c.askTimed(); c.err != nil {
			return
		}
	}
	begin = now
	for now.Sub(begin) < c.plan.Window || len(c.latencies) < c.plan.Requests {
		var latency time.Duration
		if now, latency = c.askTimed(); c.err != nil {
			return
		}
		c.latencies = append(c.latencies, latency)
		c.window = now.Sub(begin)
	}
}

// askTimed asks at once and tells when the answer was there, and how long after
// the request. The clock is read anew before it: what the generator itself takes
// between two requests is no latency of the server.
func (c *client) askTimed() (answered time.Time, latency time.Duration) {
	asked := time.Now()
	c.err = c.ask(c.plan.Question)
	answered = time.Now()
	latency = answered.Sub(asked)
	if c.first == 0 {
		c.first = latency
	}
	return answered, latency
}

func (c *client) ask(exchange Exchange) error {
	if _, err := c.connection.Write(exchange.Request); err != nil {
		return err
	}
	for length := 0; ; {
		read, err := c.connection.Read(c.buffer[length:])
		if err != nil {
			return err
		}
		length += read
		answer, whole, err := exchange.Answer(c.buffer[:length])
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
	if c.lastAnswer != nil && bytes.Equal(answer, c.lastAnswer) {
		return
	}
	c.lastAnswer = append([]byte{}, answer...)
	if c.answers != nil {
		c.answers[string(answer)] = true
	}
}

func max(a, b int) int {
	if a > b {
		return a
	}
	return b
}
