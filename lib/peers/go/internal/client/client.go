// Package client asks a server of this machine over one connection, one request
// at a time; the load generators are made of some of them.
package client

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"strconv"
	"sync"
)

// Exchange is a request, and what of the bytes after it is the answer.
type Exchange struct {
	Request []byte
	// Answer returns the answer once received has all of it; the slice is only
	// read until the next request.
	Answer func(received []byte) (answer []byte, whole bool, err error)
	// Limit is the most bytes that an answer takes.
	Limit int
}

// Client is one connection. It is not to be used by several goroutines at once,
// but for Close.
type Client struct {
	// Answers has each different answer once, the greeting's left out.
	Answers map[string]bool
	// InAll counts the answers, the greeting's too.
	InAll int

	connection net.Conn
	buffer     []byte
	lastAnswer []byte
}

// Connect connects and greets once, so that connecting and accepting are over
// before a clock starts.
func Connect(port int, greeting Exchange) (*Client, error) {
	connection, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	connected := &Client{connection: connection}
	if err := connected.Ask(greeting); err != nil {
		connection.Close()
		return nil, fmt.Errorf("the server did not answer a first request: %w", err)
	}
	connected.Answers = map[string]bool{}
	connected.lastAnswer = nil
	return connected, nil
}

// MustConnect connects as Connect does, and exits with 1 when it cannot.
func MustConnect(port int, greeting Exchange) *Client {
	connected, err := Connect(port, greeting)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return connected
}

// connectingAtOnce is less than the five connections that a server may be keeping
// until it accepts them, as the essay's do: one more, and it is sent again after a
// second.
const connectingAtOnce = 4

// MustConnectAll connects clients as MustConnect does, some at once: a server that
// takes its time for the first request of a connection then takes it for all of
// those together.
func MustConnectAll(port, count int, greeting Exchange) []*Client {
	clients := make([]*Client, count)
	places := make(chan struct{}, connectingAtOnce)
	var connecting sync.WaitGroup
	for index := range clients {
		places <- struct{}{}
		connecting.Add(1)
		go func(index int) {
			defer connecting.Done()
			clients[index] = MustConnect(port, greeting)
			<-places
		}(index)
	}
	connecting.Wait()
	return clients
}

// Ask asks and waits for the answer, of which Answers tells.
func (c *Client) Ask(exchange Exchange) error {
	if len(c.buffer) < exchange.Limit {
		c.buffer = make([]byte, exchange.Limit)
	}
	if _, err := c.connection.Write(exchange.Request); err != nil {
		return err
	}
	for length := 0; ; {
		read, err := c.connection.Read(c.buffer[length:])
		if err != nil {
			return err
		}
		length += read
		answer, whole, err := exchange.Answer(c.buffer[:length])
		if err != nil {
			return err
		}
		if whole {
			c.take(answer)
			return nil
		}
		if length == len(c.buffer) {
			return fmt.Errorf("the answer is longer than %d bytes", length)
		}
	}
}

// Close ends the connection; a request on its way fails.
func (c *Client) Close() {
	c.connection.Close()
}

func (c *Client) take(answer []byte) {
	c.InAll++
	if c.lastAnswer != nil && bytes.Equal(answer, c.lastAnswer) {
		return
	}
	c.lastAnswer = append([]byte{}, answer...)
	if c.Answers != nil {
		c.Answers[string(answer)] = true
	}
}
