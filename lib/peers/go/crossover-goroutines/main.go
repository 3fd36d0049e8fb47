// Command crossover-goroutines computes two fib(n) in a goroutine each; the
// runtime moves one to another core when that is idle.
package main

import (
	"interleave/peers/internal/crossoverjob"
	"interleave/peers/internal/fibserver"
)

func main() {
	crossoverjob.Run(func(n int) (int, int) {
		first, second := start(n), start(n)
		return <-first, <-second
	}, true)
}

// start computes fib(n) in a goroutine of its own, and returns where its answer
// will come.
func start(n int) <-chan int {
	answer := make(chan int, 1)
	go func() {
		answer <- fibserver.Fib(n)
	}()
	return answer
}
