// Command resolve looks names up, a goroutine for each, under one deadline for
// all. Go's own resolver asks the name server itself; at the deadline the
// context ends every query that is under way.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Names      []string `json:"names"`
	Server     string   `json:"server"`
	DeadlineMs int      `json:"deadlineMs"`
	Trace      bool     `json:"trace"`
}

var example = argument{Names: []string{"host-0.20ms.interleave.test"}, Server: "127.0.0.1:53", DeadlineMs: 2000}

// settling is what cancelled work takes to end, and more; what runs after it was
// not cancelled.
const settling = 10 * time.Millisecond

func main() {
	given := example
	program.ReadArgument(&given, example)
	if given.DeadlineMs < 1 {
		program.Refuse("expected deadlineMs from 1 up", example)
	}
	resolver := &net.Resolver{
		PreferGo: true,
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var dialer net.Dialer
			return dialer.DialContext(ctx, network, given.Server)
		},
	}
	answers := make([]string, len(given.Names))
	ends := make([]time.Duration, len(given.Names))
	goroutinesBefore := runtime.NumGoroutine()
	var waiting sync.WaitGroup

	begin := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(given.DeadlineMs)*time.Millisecond)
	defer cancel()
	for index, name := range given.Names {
		waiting.Add(1)
		go func(index int, name string) {
			defer waiting.Done()
			addresses, err := resolver.LookupHost(ctx, name)
			ends[index] = time.Since(begin)
			if err == nil {
				answers[index] = addresses[0]
			} else if !isLate(err) {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}(index, name)
	}
	waiting.Wait()
	work := time.Since(begin)

	time.Sleep(settling)
	report(given, answers, ends, work, runtime.NumGoroutine()-goroutinesBefore).Print()
}

// isLate tells the deadline from a failure. The socket may learn of the deadline
// a moment before the context does, so the error itself is asked.
func isLate(err error) bool {
	var failure net.Error
	return errors.As(err, &failure) && failure.Timeout()
}

func report(given argument, answers []string, ends []time.Duration, work time.Duration, running int) program.Report {
	present := 0
	var trace []program.Span
	for index, answer := range answers {
		if answer != "" {
			present++
		}
		if given.Trace {
			trace = append(trace, program.Span{Task: index, EndMs: program.Milliseconds(ends[index])})
		}
	}
	return program.Report{
		Work:    work,
		Answers: answers,
		Counters: map[string]float64{
			"names":        float64(len(answers)),
			"present":      float64(present),
			"missing":      float64(len(answers) - present),
			"stillRunning": float64(running),
		},
		Trace: trace,
	}
}
