// capture-copied is capture-shared with the line that the essay has in its loop:
// each pass copies the variable, and its goroutine gets the copy.
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
		i := i
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
