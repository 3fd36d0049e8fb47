// Command hello-ceiling gives the hello-world servers' answer to whatever comes,
// without looking: it tells what a load generator can reach.
package main

import "interleave/peers/internal/nullserver"

func main() {
	nullserver.Serve([]byte("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nhello world\n"))
}
