// start-wait-group starts goroutines and waits for exactly as long as they take.
package main

import (
	"sync"

	"interleave/peers/internal/startjob"
)

func main() {
	job := startjob.Begin()
	for n := 0; n < job.Trials; n++ {
		trial := job.NewTrial()
		var wg sync.WaitGroup
		for i := 0; i < job.Tasks; i++ {
			i := i
			wg.Add(1)
			go func() {
				defer wg.Done()
				trial.Run(i)
			}()
		}
		wg.Wait()
		trial.Close()
	}
	job.Report()
}
