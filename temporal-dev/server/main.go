// Kowabunga-temporal is the real Temporal server, its web console and its schema tool in one program, on PostgreSQL.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

type command struct {
	name    string
	summary string
	run     func(ctx context.Context, args []string, out io.Writer) error
}

// commands is a function and not a variable, because the help text of each command refers back to the list.
func commands() []command {
	return []command{
		{"serve", "run the server, and the web console if a port is given for it", serve},
		{"schema", "create the databases and bring their schemas to this version", applySchema},
		{"console", "run the web console alone, with its own configuration file", serveConsole},
		{"health", "say whether a server serves, by its configuration file", checkHealth},
		{"version", "print the versions of this program's parts", printVersion},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() {
		// A second signal must end a shutdown that hangs, so the default action is restored after the first.
		<-ctx.Done()
		stop()
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run does what main does, without touching the process: it returns the exit code.
func run(ctx context.Context, args []string, out, complaints io.Writer) int {
	if len(args) == 0 {
		printUsage(complaints)
		return exitUsage
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		printUsage(out)
		return 0
	case "-version", "--version":
		args = []string{"version"}
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		err := c.run(ctx, args[1:], out)
		if err == nil || errors.Is(err, flag.ErrHelp) {
			return 0
		}
		f := asFailure(err)
		fmt.Fprintf(complaints, "kowabunga-temporal %s: %s\n", c.name, f.sentence)
		return f.code
	}
	fmt.Fprintf(complaints, "kowabunga-temporal: there is no command %q; kowabunga-temporal --help lists them.\n", args[0])
	return exitUsage
}

func printUsage(w io.Writer) {
	fmt.Fprintln(w, "Usage: kowabunga-temporal COMMAND [FLAGS]")
	fmt.Fprintln(w)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-8s %s\n", c.name, c.summary)
	}
	fmt.Fprintln(w, `
kowabunga-temporal COMMAND --help describes the flags of one command.
Exit codes: 0 done, 1 unforeseen, 2 usage, 3 configuration, 4 port taken, 5 PostgreSQL away, 6 schema, 7 not serving.`)
}
