// fetch-goroutines-checked starts a goroutine for each document and handles
// errors: a document that fails is named, and the others are still obtained. By
// default its timeout is long enough for the last of many goroutines that share
// the processors.
package main

import (
	"net/http"
	"sync"

	"interleave/peers/internal/fetchjob"
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
			name, err := job.Name(&client, i)
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
