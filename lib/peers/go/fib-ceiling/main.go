// Command fib-ceiling answers 1 to whatever comes, without looking: no server
// can be loaded harder by the same client on the same machine.
package main

import (
	"log"
	"net"

	"interleave/peers/internal/program"
)

func main() {
	listener := program.Listen()
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(client)
	}
}

func serve(client net.Conn) {
	defer client.Close()
	request := make([]byte, 100)
	answer := []byte("1\n")
	for {
		if _, err := client.Read(request); err != nil {
			return
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}
