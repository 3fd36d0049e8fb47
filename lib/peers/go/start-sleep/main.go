// start-sleep starts goroutines and then sleeps, hoping that they end meanwhile,
// as published. Nothing tells it whether they did.
package main

import (
	"time"

	"interleave/peers/internal/startjob"
)

func main() {
	job := startjob.Begin()
	for n := 0; n < job.Trials; n++ {
		trial := job.NewTrial()
		for i := 0; i < job.Tasks; i++ {
			go trial.Run(i)
		}
		time.Sleep(job.Patience)
		trial.Close()
	}
	job.Report()
}
