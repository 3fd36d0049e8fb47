// Command fib-load is the client of the fib servers, in the manner of the
// essay's perf2: a closed loop on each of some connections, bare digits without
// a newline out, up to 100 bytes back.
package main

import (
	"bytes"
	"strconv"
	"time"

	"interleave/peers/internal/client"
	"interleave/peers/internal/closedloop"
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
		Greeting:       digits(1),
		Question:       digits(given.N),
		Warmup:         time.Duration(given.WarmupMs) * time.Millisecond,
		Window:         time.Duration(given.WindowMs) * time.Millisecond,
		WarmupRequests: given.WarmupRequests,
		Requests:       given.Requests,
	}).Print()
}

// digits asks for fib(n); whatever one read brings is the answer.
func digits(n int) client.Exchange {
	return client.Exchange{
		Request: []byte(strconv.Itoa(n)),
		Answer: func(received []byte) ([]byte, bool, error) {
			return bytes.TrimSuffix(received, []byte("\n")), true, nil
		},
		Limit: 100,
	}
}
