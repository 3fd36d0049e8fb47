package closedloop

import (
	"fmt"
	"os"
	"sort"
	"time"

	"interleave/peers/internal/latency"
	"interleave/peers/internal/program"
)

// report has the counters that the TypeScript load generator has too.
func report(loops []*loop, work, processor time.Duration) program.Report {
	answers := map[string]bool{}
	var latencies []time.Duration
	var perSecond []float64
	counters := map[string]float64{"requests": 0, "requestsInAll": 0, "errors": 0, "requestsPerSecond": 0}
	for _, each := range loops {
		for answer := range each.client.Answers {
			answers[answer] = true
		}
		latencies = append(latencies, each.latencies...)
		counters["requests"] += float64(len(each.latencies))
		counters["requestsInAll"] += float64(each.client.InAll)
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
	counters["slowestClientPerSecond"] = perSecond[0]
	counters["fastestClientPerSecond"] = perSecond[len(perSecond)-1]
	counters["firstMs"] = program.Milliseconds(loops[0].first)
	counters["generatorCpuMs"] = program.Milliseconds(processor)
	sort.Slice(latencies, func(a, b int) bool { return latencies[a] < latencies[b] })
	if len(latencies) > 0 {
		meanMs := latency.MeanMs(latencies)
		counters["meanMs"] = meanMs
		counters["p50Ms"] = latency.QuantileMs(latencies, 0.50)
		counters["p99Ms"] = latency.QuantileMs(latencies, 0.99)
		counters["p999Ms"] = latency.QuantileMs(latencies, 0.999)
		// Little's law, L = X R: 0 where rate times mean time makes the clients.
		if rate := counters["requestsPerSecond"]; rate > 0 {
			counters["littlesLawResidual"] = rate/1000*meanMs/float64(len(loops)) - 1
		}
	}
	return program.Report{
		Work:     work,
		Answers:  program.SortedKeys(answers),
		Counters: counters,
		// A closed loop sends when it is ready to: response time is the same.
		Latencies: map[string][]program.LatencyCount{"serviceTime": latency.Counts(latencies)},
	}
}
