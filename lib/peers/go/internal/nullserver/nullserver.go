// Package nullserver answers the same to whatever comes, without looking: no
// server can be loaded harder by the same client on the same machine.
package nullserver

import (
	"log"
	"net"

	"interleave/peers/internal/program"
)

// Serve gives answer to whatever one read brings, on every connection; it does
// not return.
func Serve(answer []byte) {
	listener := program.Listen()
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(client, answer)
	}
}

func serve(client net.Conn, answer []byte) {
	defer client.Close()
	request := make([]byte, 1024)
	for {
		if _, err := client.Read(request); err != nil {
			return
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}
