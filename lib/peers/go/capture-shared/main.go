// capture-shared starts a goroutine in each pass of a loop without copying the
// loop's variable. Before Go 1.22 a loop has one variable for all of its passes,
// and it keeps this meaning in a module whose go.mod names an older version, as
// this one does.
//
// Every goroutine looks at the variable after the loop has ended, as one does
// that has waited for anything: which wrong number it sees is then no matter of
// chance.
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
