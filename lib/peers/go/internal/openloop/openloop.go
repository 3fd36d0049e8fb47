// Package openloop sends each request when it is due, whether or not those
// before have been answered: latency without coordinated omission. It does what
// runOpenLoop of the TypeScript load does, and counts by the same names.
package openloop

import (
	"math"
	"sort"
	"sync"
	"time"

	"interleave/peers/internal/client"
	"interleave/peers/internal/latency"
	"interleave/peers/internal/program"
)

// late is beyond what the timer of an idle system takes.
const late = time.Millisecond

// Plan is what to ask, how often, and how long; DrainLimit is how long answers
// may take to come once the last request was due.
type Plan struct {
	Port, Connections  int
	Greeting, Question client.Exchange
	RatePerSecond      float64
	Window, DrainLimit time.Duration
}

// Load is a plan with its connections open.
type Load struct {
	plan        Plan
	connections []*connection
}

// connection has what became of the requests that it took.
type connection struct {
	client             *client.Client
	response, service  []time.Duration
	late, errors, lost int
}

// Open connects, and exits with 1 when it cannot.
func Open(plan Plan) Load {
	connections := make([]*connection, plan.Connections)
	for index, connected := range client.MustConnectAll(plan.Port, plan.Connections, plan.Greeting) {
		connections[index] = &connection{client: connected}
	}
	return Load{plan, connections}
}

// Run sends at the plan's rate and closes the connections. A request that finds
// all of them busy waits for the first that becomes free, and that wait is part
// of its response time.
func (l Load) Run() program.Report {
	count := int(math.Ceil(l.plan.RatePerSecond * l.plan.Window.Seconds()))
	due := make(chan time.Time, count)
	var running sync.WaitGroup
	for _, each := range l.connections {
		running.Add(1)
		go func(each *connection) {
			defer running.Done()
			each.serve(due, l.plan.Question)
		}(each)
	}
	before := program.ProcessorTime()
	start := time.Now()
	for index := 0; index < count; index++ {
		at := start.Add(time.Duration(float64(index) / l.plan.RatePerSecond * float64(time.Second)))
		time.Sleep(time.Until(at))
		due <- at
	}
	close(due)
	giveUp := time.AfterFunc(l.plan.DrainLimit, l.close)
	running.Wait()
	giveUp.Stop()
	l.close()
	return l.report(due, start, program.ProcessorTime()-before)
}

func (l Load) close() {
	for _, each := range l.connections {
		each.client.Close()
	}
}

// serve takes requests as they become due, until there are no more or the
// connection has ended. One without an answer counts with the time that it had
// waited, so that a stall cannot hide any.
func (c *connection) serve(due <-chan time.Time, question client.Exchange) {
	for at := range due {
		sent := time.Now()
		if sent.Sub(at) > late {
			c.late++
		}
		err := c.client.Ask(question)
		answered := time.Now()
		c.response = append(c.response, answered.Sub(at))
		if err != nil {
			c.errors++
			c.lost++
			return
		}
		c.service = append(c.service, answered.Sub(sent))
	}
}

func (l Load) report(unsent <-chan time.Time, start time.Time, processor time.Duration) program.Report {
	var response, service []time.Duration
	answers := map[string]bool{}
	counters := map[string]float64{"lateCount": 0, "errorCount": 0, "unansweredCount": 0, "droppedCount": 0}
	for _, each := range l.connections {
		response = append(response, each.response...)
		service = append(service, each.service...)
		counters["lateCount"] += float64(each.late)
		counters["errorCount"] += float64(each.errors)
		counters["unansweredCount"] += float64(each.lost)
		for answer := range each.client.Answers {
			answers[answer] = true
		}
	}
	now := time.Now()
	for at := range unsent {
		response = append(response, now.Sub(at))
		counters["droppedCount"]++
	}
	took := now.Sub(start)
	if took < l.plan.Window {
		took = l.plan.Window
	}
	counters["offeredPerSecond"] = float64(len(response)) / l.plan.Window.Seconds()
	counters["achievedPerSecond"] = float64(len(service)) / took.Seconds()
	counters["generatorCpuMs"] = program.Milliseconds(processor)
	sort.Slice(response, func(a, b int) bool { return response[a] < response[b] })
	sort.Slice(service, func(a, b int) bool { return service[a] < service[b] })
	counters["responseP50Ms"] = latency.QuantileMs(response, 0.50)
	counters["responseP99Ms"] = latency.QuantileMs(response, 0.99)
	return program.Report{
		Work:     now.Sub(start),
		Answers:  program.SortedKeys(answers),
		Counters: counters,
		Latencies: map[string][]program.LatencyCount{
			"responseTime": latency.Counts(response),
			"serviceTime":  latency.Counts(service),
		},
	}
}
