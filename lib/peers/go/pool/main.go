// pool is the essay's worker pool, as published: workers range over a buffered
// channel of jobs and send what they find on another. A job has no way to fail
// but to panic, which ends the whole program.
package main

import "interleave/peers/internal/pooljob"

type result struct{ job, answer int }

func main() {
	pool := pooljob.Begin()
	jobs := make(chan int, pool.Jobs)
	results := make(chan result, pool.Jobs)
	for w := 1; w <= pool.Workers; w++ {
		go worker(pool, jobs, results)
	}
	for j := 1; j <= pool.Jobs; j++ {
		jobs <- j
	}
	close(jobs)
	answers := map[int]int{}
	for j := 1; j <= pool.Jobs; j++ {
		r := <-results
		answers[r.job] = r.answer
	}
	pool.Report(answers, nil)
}

func worker(pool *pooljob.Pool, jobs <-chan int, results chan<- result) {
	for job := range jobs {
		answer, err := pool.Do(job)
		if err != nil {
			panic(err)
		}
		results <- result{job, answer}
	}
}
