// fetch-goroutines-retrying starts a goroutine for each document, and asks again
// for one that fails: three times at most, after a pause that is drawn at random
// and grows, or that the answer's Retry-After asks for.
package main

import (
	"errors"
	"math/rand"
	"net/http"
	"sync"
	"time"

	"interleave/peers/internal/fetchjob"
)

const (
	attempts = 3
	backOff  = 50 * time.Millisecond
)

func main() {
	job := fetchjob.Begin()
	client := http.Client{Timeout: job.Timeout}
	var wg sync.WaitGroup
	for i := 1; i <= job.Documents; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			job.Started(i)
			name, err := patiently(func() (string, error) { return job.Name(&client, i) })
			if err != nil {
				job.Failed(i, err)
				return
			}
			job.Done(i, name)
		}()
	}
	wg.Wait()
	job.Report()
}

// patiently tries until it succeeds or has used up its attempts, and returns
// what the last one did.
func patiently(try func() (string, error)) (string, error) {
	for attempt := 1; ; attempt++ {
		name, err := try()
		if err == nil || attempt == attempts {
			return name, err
		}
		time.Sleep(pauseAfter(err, attempt))
	}
}

func pauseAfter(err error, attempt int) time.Duration {
	var refused *fetchjob.StatusError
	if errors.As(err, &refused) && refused.RetryAfter > 0 {
		return refused.RetryAfter
	}
	return time.Duration(rand.Int63n(int64(backOff) << (attempt - 1)))
}
