// fetch-bounded fetches with a limited number of workers that take document
// numbers from a channel, each connection kept alive for the next document.
package main

import (
	"net/http"
	"sync"
	"time"

	"interleave/peers/internal/fetchjob"
)

func main() {
	job := fetchjob.Begin()
	client := keepAliveClient(job.Limit)
	numbers := make(chan int)
	var wg sync.WaitGroup
	for worker := 0; worker < job.Limit; worker++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for number := range numbers {
				job.Started(number)
				name, err := job.Name(client, number)
				if err != nil {
					job.Failed(number, err)
					continue
				}
				job.Done(number, name)
			}
		}()
	}
	for number := 1; number <= job.Documents; number++ {
		numbers <- number
	}
	close(numbers)
	wg.Wait()
	job.Report()
}

// keepAliveClient returns a client with exactly as many connections as there are
// workers. The default transport keeps two for a host and closes the rest after
// each answer, which would put a new handshake before most documents; and it hands
// a free connection to whoever waits longest, dialing one more for its former user.
func keepAliveClient(limit int) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = limit
	transport.MaxIdleConns = limit
	transport.MaxConnsPerHost = limit
	return &http.Client{Transport: transport, Timeout: 30 * time.Second}
}
