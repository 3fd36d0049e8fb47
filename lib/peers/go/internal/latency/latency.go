// Package latency sums up the latencies that a load has seen.
package latency

import (
	"math/bits"
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

// MeanMs is the mean of latencies, which are at least one, in milliseconds.
func MeanMs(latencies []time.Duration) float64 {
	var sum time.Duration
	for _, each := range latencies {
		sum += each
	}
	return program.Milliseconds(sum) / float64(len(latencies))
}

// distinctBits are kept of a latency in Counts: it is told apart to 1%.
const distinctBits = 8

// Counts says how often each latency came, those that are alike to 1% together.
// The latencies are sorted.
func Counts(latencies []time.Duration) []program.LatencyCount {
	counts := []program.LatencyCount{}
	for _, each := range latencies {
		nanoseconds := middle(uint64(each))
		if last := len(counts) - 1; last >= 0 && counts[last].Nanoseconds == nanoseconds {
			counts[last].Count++
		} else {
			counts = append(counts, program.LatencyCount{Nanoseconds: nanoseconds, Count: 1})
		}
	}
	return counts
}

// middle is the middle of all values with the same leading bits.
func middle(value uint64) uint64 {
	dropped := bits.Len64(value) - distinctBits
	if dropped <= 0 {
		return value
	}
	return value>>dropped<<dropped | 1<<(dropped-1)
}
