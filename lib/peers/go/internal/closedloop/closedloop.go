// Package closedloop is the load of the load generators: each of some clients
// asks again as soon as it is answered. Throughput is what it tells; a server
// that stalls is asked less, so latencies leave out what others would wait.
package closedloop

import (
	"sync"
	"time"

	"interleave/peers/internal/client"
	"interleave/peers/internal/program"
)

// Plan is what to ask, and how long. Every client asks Greeting once before the
// clock starts, so that connecting and accepting are over. Its warm-up and its
// window each last for both of their bounds.
type Plan struct {
	Port, Clients            int
	Greeting, Question       client.Exchange
	Warmup, Window           time.Duration
	WarmupRequests, Requests int
}

// Load is a plan with its clients connected.
type Load struct {
	loops []*loop
}

// Run carries out the plan against a server of this machine and sums up what its
// clients have seen. It exits with 1 when a client cannot connect or is not
// answered its greeting; a connection that ends later is an error in the report.
func Run(plan Plan) program.Report {
	return Open(plan).Run()
}

// Open connects the clients, and exits with 1 when one cannot be or is not
// answered its greeting.
func Open(plan Plan) Load {
	loops := make([]*loop, plan.Clients)
	for index, connected := range client.MustConnectAll(plan.Port, plan.Clients, plan.Greeting) {
		loops[index] = &loop{
			plan:      plan,
			client:    connected,
			latencies: make([]time.Duration, 0, 1<<16),
		}
	}
	return Load{loops}
}

// Run carries out the plan, closes the clients and sums up what they have seen.
func (l Load) Run() program.Report {
	before := program.ProcessorTime()
	start := time.Now()
	var running sync.WaitGroup
	for _, each := range l.loops {
		running.Add(1)
		go func(each *loop) {
			defer running.Done()
			each.run()
		}(each)
	}
	running.Wait()
	work := time.Since(start)
	return report(l.loops, work, program.ProcessorTime()-before)
}

// loop is one closed loop on one connection.
type loop struct {
	plan   Plan
	client *client.Client
	// first is the latency of the first request after the greeting, in the
	// warm-up or not; latencies are those of the window.
	first     time.Duration
	latencies []time.Duration
	window    time.Duration
	err       error
}

func (l *loop) run() {
	defer l.client.Close()
	begin := time.Now()
	now := begin
	for count := 0; now.Sub(begin) < l.plan.Warmup || count < l.plan.WarmupRequests; count++ {
		if now, _ = l.askTimed(); l.err != nil {
			return
		}
	}
	begin = now
	for now.Sub(begin) < l.plan.Window || len(l.latencies) < l.plan.Requests {
		var latency time.Duration
		if now, latency = l.askTimed(); l.err != nil {
			return
		}
		l.latencies = append(l.latencies, latency)
		l.window = now.Sub(begin)
	}
}

// askTimed asks at once and tells when the answer was there, and how long after
// the request. The clock is read anew before it: what the generator itself takes
// between two requests is no latency of the server.
func (l *loop) askTimed() (answered time.Time, latency time.Duration) {
	asked := time.Now()
	l.err = l.client.Ask(l.plan.Question)
	answered = time.Now()
	latency = answered.Sub(asked)
	if l.first == 0 {
		l.first = latency
	}
	return answered, latency
}
