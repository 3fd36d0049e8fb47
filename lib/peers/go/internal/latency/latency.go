// Package latency sums up the latencies that a load has seen.
package latency

import (
	"time"

	"interleave/peers/internal/program"
)

// QuantileMs is the p-quantile of latencies in milliseconds, p from 0 to 1. The
// latencies are sorted and at least one; it interpolates between the neighbours
//
func QuantileMs(latencies []time.Duration, p float64) float64 {
	place := float64(len(latencies)-1) * p
	below := int(place)
	low := program.Milliseconds(latencies[below])
	if below+1 == len(latencies) {
		return low
	}
	return low + (program.Milliseconds(latencies[below+1])-low)*(place-float64(below))
}
