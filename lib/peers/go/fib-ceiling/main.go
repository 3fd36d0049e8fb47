// Command fib-ceiling answers 1 to whatever comes, without looking: no server
// can be loaded harder by the same client on the same machine.
package main

import "interleave/peers/internal/nullserver"

func main() {
	nullserver.Serve([]byte("1\n"))
}
