//go:build race

package main

import "runtime"

// countRaces adds how many races the detector has reported.
func countRaces(counters map[string]float64) {
	counters["racesReported"] = float64(runtime.RaceErrors())
}
