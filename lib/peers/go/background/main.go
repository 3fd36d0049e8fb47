// Command background is a site of one page, which promises a mail and starts a
// goroutine that sends it. SIGTERM ends it as it ends every Go program that does
// not ask for it: at once.
package main

import (
	"fmt"
	"net/http"
	"net/smtp"
	"os"
	"sync/atomic"
	"time"

	"interleave/peers/internal/program"
)

type argument struct {
	// HandlerMs is the time that the page itself takes.
	HandlerMs int `json:"handlerMs"`
	// Name begins the ids of this process's mails.
	Name     string `json:"name"`
	SMTPPort int    `json:"smtpPort"`
}

func main() {
	var given argument
	listener := program.ListenFor(&given, argument{HandlerMs: 20, Name: "a", SMTPPort: 2525})
	var mails atomic.Int64
	http.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "ready")
	})
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(time.Duration(given.HandlerMs) * time.Millisecond)
		id := fmt.Sprintf("%s-%d", given.Name, mails.Add(1))
		go func() {
			if err := send(given.SMTPPort, id); err != nil {
				fmt.Fprintln(os.Stderr, id, err)
			}
		}()
		fmt.Fprint(w, id)
	})
	if err := http.Serve(listener, nil); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func send(port int, id string) error {
	const from, to = "shop@interleave.test", "reader@interleave.test"
	mail := "From: " + from + "\r\nTo: " + to + "\r\nSubject: Welcome\r\n" +
		"Message-ID: <" + id + "@interleave.test>\r\n\r\nThank you for joining.\r\n"
	return smtp.SendMail(fmt.Sprintf("127.0.0.1:%d", port), nil, from, []string{to}, []byte(mail))
}
