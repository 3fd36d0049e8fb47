// Command fib-interference is a load of small requests on a fib server, alone
// and beside a client with large ones: for each of some large n, and 0 for none,
// closed loops as the talk had them, for the rate, then an open loop, for the
// latency. What each finds is counted under the large n and a slash.
package main

import (
	"strconv"
	"time"

	"interleave/peers/internal/closedloop"
	"interleave/peers/internal/fibclient"
	"interleave/peers/internal/openloop"
	"interleave/peers/internal/program"
)

type argument struct {
	Port          int     `json:"port"`
	Large         []int   `json:"large"`
	Clients       int     `json:"clients"`
	LeadMs        int     `json:"leadMs"`
	ClosedMs      int     `json:"closedMs"`
	Connections   int     `json:"connections"`
	RatePerSecond float64 `json:"ratePerSecond"`
	OpenMs        int     `json:"openMs"`
	DrainMs       int     `json:"drainMs"`
}

var example = argument{
	Port: 25000, Large: []int{0, 30}, Clients: 3, LeadMs: 50, ClosedMs: 100,
	Connections: 16, RatePerSecond: 400, OpenMs: 200, DrainMs: 5000,
}

func main() {
	given := example
	program.ReadArgument(&given, example)
	if given.Clients < 1 || given.Connections < 1 || given.RatePerSecond <= 0 || given.OpenMs < 1 {
		program.Refuse("expected clients, connections, ratePerSecond and openMs above 0", example)
	}
	whole := program.Report{Counters: map[string]float64{}, Latencies: map[string][]program.LatencyCount{}}
	answers := map[string]bool{}
	for _, large := range given.Large {
		merge(&whole, answers, strconv.Itoa(large)+"/", runBeside(given, large))
	}
	whole.Answers = program.SortedKeys(answers)
	whole.Print()
}

// runBeside has the reports of the closed loops, the open loop and, for a large n
// above 0, the client that asks for it meanwhile. All connect before that begins:
// a server that computes in one place would keep them waiting for long.
func runBeside(given argument, large int) []program.Report {
	small := fibclient.Digits(1)
	closed := closedloop.Open(closedloop.Plan{
		Port:     given.Port,
		Clients:  given.Clients,
		Greeting: small,
		Question: small,
		Warmup:   milliseconds(given.LeadMs),
		Window:   milliseconds(given.ClosedMs),
		Requests: 1,
	})
	open := openloop.Open(openloop.Plan{
		Port:          given.Port,
		Connections:   given.Connections,
		Greeting:      small,
		Question:      small,
		RatePerSecond: given.RatePerSecond,
		Window:        milliseconds(given.OpenMs),
		DrainLimit:    milliseconds(given.DrainMs),
	})
	if large == 0 {
		return []program.Report{ofClosed(closed.Run()), open.Run()}
	}
	heavy := startHeavy(given.Port, large)
	reports := []program.Report{ofClosed(closed.Run()), open.Run()}
	return append(reports, heavy.stop())
}

// ofClosed keeps the rates: latency is the open loop's to tell.
func ofClosed(report program.Report) program.Report {
	kept := map[string]float64{}
	for _, name := range []string{"requests", "requestsPerSecond", "errors", "generatorCpuMs"} {
		kept[name] = report.Counters[name]
	}
	return program.Report{Work: report.Work, Answers: report.Answers, Counters: kept}
}

func merge(whole *program.Report, answers map[string]bool, prefix string, reports []program.Report) {
	for _, report := range reports {
		whole.Work += report.Work
		for name, value := range report.Counters {
			whole.Counters[prefix+name] += value
		}
		for name, counts := range report.Latencies {
			whole.Latencies[prefix+name] = counts
		}
		for _, answer := range report.Answers {
			answers[answer] = true
		}
	}
}

func milliseconds(count int) time.Duration {
	return time.Duration(count) * time.Millisecond
}
