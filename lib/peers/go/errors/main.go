// errors runs tasks that go wrong in every way of the corpus. Each task returns
// its error; the variant `explicit` sends it to main with the task's result, as
// the essay's programs do, and `ignored` assigns it to the blank identifier.
package main

import (
	"context"
	"fmt"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Variant string `json:"variant"`
	StepMs  int    `json:"stepMs"`
}

const taskCount = 5

// A scenario says by the number of a task, from 1, what goes wrong in it.
type scenario struct {
	name   string
	faults map[int]string
	// The caller cancels after so many steps; 0 for never.
	cancelledAfter int
}

var corpus = []scenario{
	{name: "throw", faults: map[int]string{2: "throws"}},
	{name: "reject", faults: map[int]string{2: "rejects"}},
	{name: "late", faults: map[int]string{2: "rejects", 4: "rejects-late"}},
	{name: "timeout", faults: map[int]string{2: "times-out"}},
	{name: "cancel", cancelledAfter: 1},
	{name: "cleanUp", faults: map[int]string{2: "rejects", 4: "fails-in-clean-up"}},
}

// How long a task takes, in steps; a healthy one takes three.
var stepsOf = map[string]int{
	"throws": 0, "rejects": 1, "rejects-late": 2, "times-out": 4, "fails-in-clean-up": 3, "": 3,
}

// Handling runs tasks and returns the errors that their caller learns of.
type handling func(ctx context.Context, task func(context.Context, int) error) []error

var handlings = map[string]handling{"explicit": explicit, "ignored": ignored}

func main() {
	example := argument{Variant: "explicit", StepMs: 10}
	given := example
	program.ReadArgument(&given, example)
	handle, ok := handlings[given.Variant]
	if !ok || given.StepMs < 1 {
		program.Refuse("expected `variant` to be explicit or ignored, and `stepMs` from 1 up", example)
	}
	step := time.Duration(given.StepMs) * time.Millisecond
	begin := time.Now()
	counters := map[string]float64{"leaked": 0}
	var answers []string
	for _, s := range corpus {
		faults, reported, killed := put(handle, s, step)
		counters["faults"] += faults
		counters["reported"] += reported
		counters["siblingsKilled"] += killed
		counters[s.name+"Reported"] = reported / faults
		answers = append(answers, fmt.Sprintf("%s %v of %v, %v killed", s.name, reported, faults, killed))
	}
	counters["reportedShare"] = counters["reported"] / counters["faults"]
	program.Report{Work: time.Since(begin), Answers: answers, Counters: counters}.Print()
}

func put(handle handling, s scenario, step time.Duration) (faults, reported, killed float64) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if s.cancelledAfter > 0 {
		time.AfterFunc(time.Duration(s.cancelledAfter)*step, cancel)
	}
	answered := make(chan int, taskCount)
	errs := handle(ctx, func(ctx context.Context, number int) error {
		err := run(ctx, number, s.faults[number], step)
		if err == nil {
			answered <- number
		}
		return err
	})
	known := map[string]bool{}
	for _, err := range errs {
		known[err.Error()] = true
	}
	for number, fault := range s.faults {
		faults++
		if known[message(number, fault)] {
			reported++
		}
	}
	if s.cancelledAfter > 0 {
		faults++
		if known[context.Canceled.Error()] {
			reported++
		}
		// Tasks that end because their caller wants it are no victims.
		return faults, reported, 0
	}
	return faults, reported, float64(taskCount - len(s.faults) - len(answered))
}

func run(ctx context.Context, number int, fault string, step time.Duration) error {
	if fault == "rejects-late" {
		ctx = context.Background()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(stepsOf[fault]) * step):
	}
	if fault != "" {
		return fmt.Errorf("%s", message(number, fault))
	}
	return nil
}

func message(number int, fault string) string {
	return fmt.Sprintf("task %d %s", number, fault)
}

func explicit(ctx context.Context, task func(context.Context, int) error) []error {
	ends := make(chan error, taskCount)
	for number := 1; number <= taskCount; number++ {
		number := number
		go func() { ends <- task(ctx, number) }()
	}
	var errs []error
	for i := 0; i < taskCount; i++ {
		if err := <-ends; err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

func ignored(ctx context.Context, task func(context.Context, int) error) []error {
	ends := make(chan struct{}, taskCount)
	for number := 1; number <= taskCount; number++ {
		number := number
		go func() {
			_ = task(ctx, number)
			ends <- struct{}{}
		}()
	}
	for i := 0; i < taskCount; i++ {
		<-ends
	}
	return nil
}
