// Command hello is the essay's hello-world server: one handler, and the rest is
// net/http's. It listens on a free port where the essay names one.
package main

import (
	"fmt"
	"net/http"
	"os"

	"interleave/peers/internal/program"
)

func main() {
	http.HandleFunc("/", hello)
	if err := http.Serve(program.Listen(), nil); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func hello(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, "hello world\n")
}
