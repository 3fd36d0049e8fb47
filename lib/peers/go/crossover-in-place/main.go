// Command crossover-in-place computes two fib(n) one after the other, where it
// was asked.
package main

import (
	"interleave/peers/internal/crossoverjob"
	"interleave/peers/internal/fibserver"
)

func main() {
	crossoverjob.Run(func(n int) (int, int) {
		return fibserver.Fib(n), fibserver.Fib(n)
	}, false)
}
