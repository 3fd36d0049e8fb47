// Command fib-serial is the synchronous fib server as published: one client at a
// time, whatever one read brings is one request, and what is no number is logged
// and taken for 0.
package main

import (
	"log"
	"net"
	"strconv"

	"interleave/peers/internal/fibserver"
	"interleave/peers/internal/program"
)

func main() {
	listener := program.Listen()
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		serve(client)
	}
}

func serve(client net.Conn) {
	defer client.Close()
	request := make([]byte, 100)
	for {
		length, err := client.Read(request)
		if err != nil {
			return
		}
		n, err := strconv.Atoi(string(request[:length]))
		if err != nil {
			log.Println(err)
		}
		answer := strconv.Itoa(fibserver.Fib(n)) + "\n"
		if _, err := client.Write([]byte(answer)); err != nil {
			return
		}
	}
}
