// fetch-new-connection fetches one document after another, each over a connection
// of its own. It is no program of the essay: beside fetch-serial, which keeps its
// connection, it shows what a connection costs in Go.
package main

import (
	"net/http"
	"time"

	"interleave/peers/internal/fetchjob"
)

func main() {
	job := fetchjob.Begin()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	client := http.Client{Transport: transport, Timeout: 30 * time.Second}
	for i := 1; i <= job.Documents; i++ {
		job.Started(i)
		name, err := job.Name(&client, i)
		if err != nil {
			job.Failed(i, err)
			continue
		}
		job.Done(i, name)
	}
	job.Report()
}
