// Command hello-load asks an HTTP server for one small page over and over: a
// closed loop on each of some kept-alive connections, which it reads from the
// bare socket so that a request costs the client little.
package main

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"interleave/peers/internal/client"
	"interleave/peers/internal/closedloop"
	"interleave/peers/internal/program"
)

type argument struct {
	Port     int `json:"port"`
	Clients  int `json:"clients"`
	WarmupMs int `json:"warmupMs"`
	WindowMs int `json:"windowMs"`
}

var example = argument{Port: 8000, Clients: 16, WarmupMs: 200, WindowMs: 400}

var page = client.Exchange{
	Request: []byte("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
	Answer:  parse,
	Limit:   4096,
}

func main() {
	given := example
	program.ReadArgument(&given, example)
	if given.Clients < 1 {
		program.Refuse("expected clients from 1 up", example)
	}
	closedloop.Run(closedloop.Plan{
		Port:     given.Port,
		Clients:  given.Clients,
		Greeting: page,
		Question: page,
		Warmup:   time.Duration(given.WarmupMs) * time.Millisecond,
		Window:   time.Duration(given.WindowMs) * time.Millisecond,
		Requests: 1,
	}).Print()
}

var (
	headEnd       = []byte("\r\n\r\n")
	contentLength = []byte("\r\nContent-Length: ")
	statusOK      = []byte("HTTP/1.1 200 ")
)

// parse returns the body of a response once it is whole; of any other status
// than 200 it returns the status line.
func parse(response []byte) (answer []byte, whole bool, err error) {
	end := bytes.Index(response, headEnd)
	if end < 0 {
		return nil, false, nil
	}
	head := response[:end+2]
	if !bytes.HasPrefix(head, statusOK) {
		return head[:bytes.IndexByte(head, '\r')], true, nil
	}
	field := bytes.Index(head, contentLength)
	if field < 0 {
		return nil, false, fmt.Errorf("the answer has no Content-Length")
	}
	value := head[field+len(contentLength):]
	length, err := strconv.Atoi(string(value[:bytes.IndexByte(value, '\r')]))
	if err != nil {
		return nil, false, err
	}
	body := response[end+len(headEnd):]
	if len(body) > length {
		return nil, false, fmt.Errorf("the answer is longer than its Content-Length of %d", length)
	}
	return body, len(body) == length, nil
}
