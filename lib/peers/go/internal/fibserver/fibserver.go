// Package fibserver is what the fib servers share: the work, and the contract
// of a server program.
package fibserver

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"

	"interleave/peers/internal/program"
)

// Fib is the n-th Fibonacci number by the essay's doubly recursive way; 1 for 2
// and below.
func Fib(n int) int {
	if n <= 2 {
		return 1
	}
	return Fib(n-1) + Fib(n-2)
}

// Listen opens a free port of loopback, reports it, and from then on ends the
// process with its standard input, after reporting what it has used.
//
// It exits with 2 unless the program has one argument, a JSON object.
func Listen() net.Listener {
	var argument map[string]any
	if len(os.Args) != 2 || json.Unmarshal([]byte(os.Args[1]), &argument) != nil {
		program.Refuse(fmt.Sprintf("expected one argument, a JSON object, came %q", os.Args[1:]), struct{}{})
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	printLine(map[string]any{"port": listener.Addr().(*net.TCPAddr).Port})
	go func() {
		io.Copy(io.Discard, os.Stdin)
		printLine(map[string]any{"usage": program.CurrentUsage()})
		os.Exit(0)
	}()
	return listener
}

func printLine(report map[string]any) {
	report["protocol"] = program.Protocol
	line, err := json.Marshal(report)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}
