package fetchjob

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// StatusError is an answer that is no document.
type StatusError struct {
	Status string
	// RetryAfter is how long the answer asks to wait, in seconds on the wire; 0
	// where it says nothing.
	RetryAfter time.Duration
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("expected status 200, came %s", e.Status)
}

// Name fetches one document and returns the name in it. It reads the body to its
// end and closes it, so that the connection can serve again.
//
// Any answer other than 200 with a name in a JSON document is an error. The
// programs as published do without this on purpose.
func (j *Job) Name(client *http.Client, number int) (string, error) {
	response, err := client.Get(j.URL(number))
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		return "", &StatusError{Status: response.Status, RetryAfter: time.Duration(seconds) * time.Second}
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	var pokemon struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal(body, &pokemon); err != nil {
		return "", err
	}
	if pokemon.Name == "" {
		return "", fmt.Errorf("expected a document with a name, came %d bytes without one", len(body))
	}
	return pokemon.Name, nil
}
