// fetch-new-connection fetches one document after another, each over a connection
// of its own. It is no program of the essay: beside fetch-serial, from which it
// differs in that alone, it shows what a connection costs in Go.
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
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	client := http.Client{Transport: transport, Timeout: 2 * time.Second}
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
