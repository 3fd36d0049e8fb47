package program

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
)

// Listen makes the process a server program: it opens a free port of loopback,
// reports it, and from then on ends the process with its standard input, after
// reporting what it has used.
//
// It exits with 2 unless the program has one argument, a JSON object.
func Listen() net.Listener {
	return ListenFor(&map[string]any{}, struct{}{})
}

// ListenFor is Listen for a server that looks at its argument, which it decodes
// as ReadArgument does.
func ListenFor(argument, example any) net.Listener {
	if len(os.Args) != 2 || json.Unmarshal([]byte(os.Args[1]), argument) != nil {
		Refuse(fmt.Sprintf("expected one argument, a JSON object, came %q", os.Args[1:]), example)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	printLine(map[string]any{"port": listener.Addr().(*net.TCPAddr).Port})
	go func() {
		io.Copy(io.Discard, os.Stdin)
		printLine(map[string]any{"usage": CurrentUsage()})
		os.Exit(0)
	}()
	return listener
}

func printLine(report map[string]any) {
	report["protocol"] = Protocol
	line, err := json.Marshal(report)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(line))
}
