// scrape reads a list of pages, as published: a goroutine for each sends one
// line, its size and time or its error, on a channel, a further one waits and
// closes the channel, and main ranges over it.
package main

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	Origin string   `json:"origin"`
	Pages  []string `json:"pages"`
	Trace  bool     `json:"trace"`
}

// The essay's line, with what a program needs to tell pages apart beside it.
type line struct {
	page       int
	text       string
	bytes      int
	start, end time.Duration
	failed     bool
}

func main() {
	example := argument{Origin: "http://127.0.0.1:8080", Pages: []string{"/pages/1"}}
	var given argument
	program.ReadArgument(&given, example)
	if given.Origin == "" || len(given.Pages) == 0 {
		program.Refuse("expected `origin` and at least one of `pages`", example)
	}
	begin := time.Now()
	lines := make(chan line, len(given.Pages))
	var wg sync.WaitGroup
	for page := range given.Pages {
		wg.Add(1)
		go scrape(given, page, begin, lines, &wg)
	}
	go func() {
		wg.Wait()
		close(lines)
	}()
	var first time.Duration
	var arrived []line
	for l := range lines {
		if len(arrived) == 0 {
			first = time.Since(begin)
		}
		arrived = append(arrived, l)
	}
	report(given, arrived, first, time.Since(begin))
}

func scrape(given argument, page int, begin time.Time, lines chan<- line, wg *sync.WaitGroup) {
	defer wg.Done()
	url := given.Origin + given.Pages[page]
	start := time.Since(begin)
	response, err := http.Get(url)
	if err != nil {
		lines <- line{page: page, text: fmt.Sprintf("%s: %v", url, err), failed: true, start: start, end: time.Since(begin)}
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	end := time.Since(begin)
	if err != nil {
		lines <- line{page: page, text: fmt.Sprintf("%s: %v", url, err), failed: true, start: start, end: end}
		return
	}
	text := fmt.Sprintf("%s: %d bytes in %v", url, len(body), end-start)
	lines <- line{page: page, text: text, bytes: len(body), start: start, end: end}
}

func report(given argument, lines []line, first, work time.Duration) {
	answers := make([]string, len(given.Pages))
	var pages, named float64
	var spans []program.Span
	for _, l := range lines {
		if given.Trace {
			spans = append(spans, program.Span{
				Task: l.page, StartMs: program.Milliseconds(l.start), EndMs: program.Milliseconds(l.end),
			})
		}
		if !l.failed {
			pages++
			answers[l.page] = strconv.Itoa(l.bytes)
		} else if strings.Contains(l.text, given.Pages[l.page]) {
			named++
		}
	}
	program.Report{
		Work:    work,
		Answers: answers,
		Counters: map[string]float64{
			"pages":         pages,
			"errorsNamed":   named,
			"firstResultMs": program.Milliseconds(first),
		},
		Trace: spans,
	}.Print()
}
