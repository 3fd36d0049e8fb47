// Package capturejob is the job of every capture program: tasks started in a
// loop, each to say which number the loop's variable had for it.
package capturejob

import (
	"fmt"
	"sort"
	"strconv"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

// Job is how many tasks to start, and what they saw. Saw may be called from
// several goroutines.
type Job struct {
	Tasks int

	begin time.Time
	mutex sync.Mutex
	saw   []int
}

type argument struct {
	Tasks int `json:"tasks"`
}

var example = argument{Tasks: 100}

// Begin reads the argument and starts the clock; it exits with 2 when the
// argument is not right.
func Begin() *Job {
	given := example
	program.ReadArgument(&given, example)
	if given.Tasks < 1 {
		program.Refuse(fmt.Sprintf("expected `tasks` to be an integer from 1 up, came `%d`", given.Tasks), example)
	}
	return &Job{Tasks: given.Tasks, begin: time.Now()}
}

// Saw records the number that a task found in the loop's variable.
func (j *Job) Saw(number int) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.saw = append(j.saw, number)
}

// Report stops the clock and prints the report. An answer is wrong for every
// number from 0 that no task saw.
func (j *Job) Report() {
	work := time.Since(j.begin)
	sort.Ints(j.saw)
	answers := make([]string, len(j.saw))
	right := make(map[int]bool)
	for index, number := range j.saw {
		answers[index] = strconv.Itoa(number)
		if number < j.Tasks {
			right[number] = true
		}
	}
	counters := map[string]float64{
		"tasks":        float64(len(j.saw)),
		"wrongAnswers": float64(j.Tasks - len(right)),
	}
	program.Report{Work: work, Answers: answers, Counters: counters}.Print()
}
