// Sends a code to a phone and checks what comes back. Go 1.19 or newer, standard library only.
//
//	CODEBELL_URL=https://codes.example.com CODEBELL_API_KEY=cbk_… \
//	  go run send_code.go +6421234567 MyApp
//
// Exits with 0 when the code was right, and with 1 otherwise.
package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	longestWait = time.Minute
	mostTries   = 3
)

var client = &http.Client{Timeout: 30 * time.Second}

// post asks Codebell and reads its answer into answer. Its errors are the words of a problem+json
// (RFC 9457).
func post(path, idempotencyKey string, body, answer any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	url := strings.TrimRight(os.Getenv("CODEBELL_URL"), "/") + "/api/v1" + path
	for tries := 1; ; tries++ {
		request, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(encoded))
		if err != nil {
			return err
		}
		request.Header.Set("Authorization", "Bearer "+os.Getenv("CODEBELL_API_KEY"))
		request.Header.Set("Content-Type", "application/json")
		if idempotencyKey != "" {
			request.Header.Set("Idempotency-Key", idempotencyKey)
		}
		response, err := client.Do(request)
		if err != nil {
			// The answer was lost. With a key the request can be repeated: it is not sent twice.
			if idempotencyKey == "" || tries == mostTries {
				return err
			}
			continue
		}
		wait, err := read(response, answer)
		if wait == 0 || wait > longestWait || tries == mostTries {
			return err
		}
		fmt.Fprintln(os.Stderr, err)
		time.Sleep(wait)
	}
}

// read takes an answer apart. After too many requests it says how long to wait.
func read(response *http.Response, answer any) (time.Duration, error) {
	defer response.Body.Close()
	if response.StatusCode < 300 {
		return 0, json.NewDecoder(response.Body).Decode(answer)
	}
	var problem struct{ Detail string }
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil || problem.Detail == "" {
		problem.Detail = "Codebell answered " + response.Status
	}
	var wait time.Duration
	if response.StatusCode == http.StatusTooManyRequests {
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After"))
		wait = time.Duration(seconds) * time.Second
	}
	return wait, errors.New(problem.Detail)
}

func newKey() (string, error) {
	random := make([]byte, 16)
	_, err := rand.Read(random)
	return hex.EncodeToString(random), err
}

func run(to, company string) (verified bool, err error) {
	// One key for one wish of one person: who presses a button twice gets one SMS.
	key, err := newKey()
	if err != nil {
		return false, err
	}
	var sent struct{ ID, Status string }
	if err := post("/otp/send", key, map[string]string{"to": to, "company": company}, &sent); err != nil {
		return false, err
	}
	fmt.Println("sent", sent.ID)
	if sent.Status == "unknown" {
		fmt.Println("It may have been sent: wait for it.")
	}

	fmt.Print("Code: ")
	code, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && code == "" {
		return false, err
	}
	var checked struct{ Verified bool }
	guess := map[string]string{"id": sent.ID, "code": strings.TrimSpace(code)}
	err = post("/otp/verify", "", guess, &checked)
	return checked.Verified, err
}

func main() {
	if len(os.Args) != 3 || os.Getenv("CODEBELL_URL") == "" || os.Getenv("CODEBELL_API_KEY") == "" {
		fmt.Fprintln(os.Stderr, "Set CODEBELL_URL and CODEBELL_API_KEY, and name a number and a company.")
		os.Exit(1)
	}
	verified, err := run(os.Args[1], os.Args[2])
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	case !verified:
		fmt.Println("not verified")
		os.Exit(1)
	}
	fmt.Println("verified")
}
