package main

import (
	"errors"
	"fmt"
	"strings"

	"go.uber.org/dig"
)

// The exit codes are a contract: the launcher decides by them what to tell and whether to try again.
const (
	exitBug      = 1 // Something that this program did not foresee.
	exitUsage    = 2 // An unknown command, flag or flag value.
	exitConfig   = 3 // The configuration file cannot be used as it stands.
	exitPort     = 4 // A port is taken or an address is not ours.
	exitDatabase = 5 // PostgreSQL does not answer or refuses us.
	exitSchema   = 6 // The schema is missing, too old, or could not be updated.
	exitHealth   = 7 // The server did not report that it serves.
)

// failure is an error whose text is one sentence for the person at the terminal.
type failure struct {
	code     int
	sentence string
}

func (f *failure) Error() string { return f.sentence }

func failf(code int, format string, args ...any) *failure {
	return &failure{code: code, sentence: fmt.Sprintf(format, args...)}
}

// asFailure keeps a failure as it is and shortens anything else to its root cause: the server wraps its errors in
// several lines about constructors, which tell nothing to the person who reads them.
func asFailure(err error) *failure {
	var f *failure
	if errors.As(err, &f) {
		return f
	}
	return &failure{code: exitBug, sentence: firstLine(dig.RootCause(err).Error())}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(line)
}
