// fetch-serial fetches one document after another, as published: one client with
// a timeout of 2 s, errors ignored, every body kept open to the end of main,
// documents decoded into a generic map. The essay prints the names; they are
// collected here instead.
package main

import (
	"encoding/json"
	"io"
	"net/http"
	"time"

	"interleave/peers/internal/fetchjob"
)

func main() {
	job := fetchjob.Begin()
	client := http.Client{Timeout: 2 * time.Second}
	for i := 1; i <= job.Documents; i++ {
		job.Started(i)
		response, _ := client.Get(job.URL(i))
		defer response.Body.Close()
		body, _ := io.ReadAll(response.Body)
		var pokemon map[string]any
		json.Unmarshal(body, &pokemon)
		job.Done(i, pokemon["name"])
	}
	job.Report()
}
