// fetch-goroutines starts a goroutine for each document, as published: the body
// of fetch-serial's loop in a goroutine, a WaitGroup, a copy of the loop
// variable. Errors are still ignored, so that one answer later than 2 s
// dereferences nil and takes all other documents with it.
package main

import (
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"time"

	"interleave/peers/internal/fetchjob"
)

func main() {
	job := fetchjob.Begin()
	client := http.Client{Timeout: 2 * time.Second}
	var wg sync.WaitGroup
	for i := 1; i <= job.Documents; i++ {
		i := i
		wg.Add(1)
		go func() {
			defer wg.Done()
			job.Started(i)
			response, _ := client.Get(job.URL(i))
			defer response.Body.Close()
			body, _ := io.ReadAll(response.Body)
			var pokemon map[string]any
			json.Unmarshal(body, &pokemon)
			job.Done(i, pokemon["name"])
		}()
	}
	wg.Wait()
	job.Report()
}
