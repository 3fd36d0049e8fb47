// pool-checked is the same worker pool with a result for every job, its answer
// or its error.
package main

import "interleave/peers/internal/pooljob"

type result struct {
	job, answer int
	err         error
}

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
	var failures []error
	for j := 1; j <= pool.Jobs; j++ {
		r := <-results
		if r.err != nil {
			failures = append(failures, r.err)
			continue
		}
		answers[r.job] = r.answer
	}
	pool.Report(answers, failures)
}

func worker(pool *pooljob.Pool, jobs <-chan int, results chan<- result) {
	for job := range jobs {
		answer, err := pool.Do(job)
		results <- result{job, answer, err}
	}
}
