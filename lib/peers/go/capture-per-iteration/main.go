//go:build go1.22

// capture-per-iteration is capture-shared under the rules of Go 1.22, which the
// line above asks for: every pass of the loop has a variable of its own. An older
// compiler finds no program here.
package main

import (
	"sync"

	"interleave/peers/internal/capturejob"
)

func main() {
	job := capturejob.Begin()
	ended := make(chan struct{})
	var wg sync.WaitGroup
	for i := 0; i < job.Tasks; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-ended
			job.Saw(i)
		}()
	}
	close(ended)
	wg.Wait()
	job.Report()
}
