// Package fibclient is what a client of the fib servers says.
package fibclient

import (
	"bytes"
	"strconv"

	"interleave/peers/internal/client"
)

// Digits asks for fib(n) as the essay's client does: without a newline, and
// whatever one read brings is the answer.
func Digits(n int) client.Exchange {
	return client.Exchange{
		Request: []byte(strconv.Itoa(n)),
		Answer: func(received []byte) ([]byte, bool, error) {
			return bytes.TrimSuffix(received, []byte("\n")), true, nil
		},
		Limit: 100,
	}
}
