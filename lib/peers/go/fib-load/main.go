// Command fib-load is the client of the fib servers, in the manner of the
// essay's perf2: a closed loop on each of some connections, bare digits without
// a newline out, up to 100 bytes back.
package main

import (
	"time"

	"interleave/peers/internal/closedloop"
	"interleave/peers/internal/fibclient"
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
	closedloop.Run(closedloop.Plan{
		Port:           given.Port,
		Clients:        given.Clients,
		Greeting:       fibclient.Digits(1),
		Question:       fibclient.Digits(given.N),
		Warmup:         time.Duration(given.WarmupMs) * time.Millisecond,
		Window:         time.Duration(given.WindowMs) * time.Millisecond,
		WarmupRequests: given.WarmupRequests,
		Requests:       given.Requests,
	}).Print()
}
