// Command channel sends values through channels: in a stream, to and fro, or
// from one of many.
package main

import (
	"reflect"
	"strconv"
	"time"

	"interleave/peers/internal/program"
	"interleave/peers/internal/stream"
)

type argument struct {
	Shape    string `json:"shape"`
	Items    int    `json:"items"`
	Capacity int    `json:"capacity"`
	Channels int    `json:"channels"`
}

// received is a number that all languages agree on, and, of a select, how many
// values each channel gave.
type received struct {
	answer int
	shares []int
}

func main() {
	example := argument{Shape: "stream", Items: 100_000, Channels: 1}
	given := example
	program.ReadArgument(&given, example)
	shapes := map[string]func(items int) received{
		"stream":    func(items int) received { return received{answer: stream.Sum(items, given.Capacity)} },
		"ping-pong": func(items int) received { return received{answer: pingPong(items)} },
		"select":    func(items int) received { return selectAmong(items, given.Capacity, given.Channels) },
	}
	shape := shapes[given.Shape]
	if shape == nil || given.Items < 1 || given.Capacity < 0 || given.Channels < 1 {
		program.Refuse("expected `shape` to be stream, ping-pong or select, and counts from 1 up", example)
	}
	// A warm-up as long as what is measured, as in the other languages.
	shape(given.Items)

	begin := time.Now()
	got := shape(given.Items)
	work := time.Since(begin)
	counters := map[string]float64{
		"items":     float64(given.Items),
		"perItemMs": program.Milliseconds(work) / float64(given.Items),
	}
	if got.shares != nil {
		counters["jainIndex"] = jainIndex(got.shares)
	}
	program.Report{Work: work, Answers: []string{strconv.Itoa(got.answer)}, Counters: counters}.Print()
}

// pingPong sends half of the items there; each comes back before the next goes.
func pingPong(items int) int {
	there, back := make(chan int), make(chan int)
	go func() {
		for item := range there {
			back <- item + 1
		}
	}()
	item := 0
	for sent := 0; sent < items; sent += 2 {
		there <- item
		item = <-back
	}
	close(there)
	return item
}

// selectAmong receives from one of many channels whose senders never rest. A
// select statement has its cases written out; for a number of them that is not
// known there is reflect.Select, with the same choice.
func selectAmong(items, capacity, count int) received {
	done := make(chan struct{})
	cases := make([]reflect.SelectCase, count)
	for i := range cases {
		values := make(chan int, capacity)
		go func() {
			for item := 0; ; item++ {
				select {
				case values <- item:
				case <-done:
					return
				}
			}
		}()
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(values)}
	}
	shares := make([]int, count)
	for i := 0; i < items; i++ {
		chosen, _, _ := reflect.Select(cases)
		shares[chosen]++
	}
	close(done)
	return received{answer: items, shares: shares}
}

// jainIndex is how evenly shares are spread: 1 where all are alike.
func jainIndex(shares []int) float64 {
	var sum, squares float64
	for _, share := range shares {
		sum += float64(share)
		squares += float64(share) * float64(share)
	}
	return sum * sum / (float64(len(shares)) * squares)
}
