package main

import (
	"flag"
	"fmt"
	"io"
)

// newFlags makes the flag set of one command. Its help goes to out, since it was asked for; complaints about flags do
// not print it, because one sentence tells more than a page.
func newFlags(name, about string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {
		fmt.Fprintf(flags.Output(), "Usage: kowabunga-temporal %s [FLAGS]\n\n%s\n\nFlags:\n", name, about)
		flags.PrintDefaults()
	}
	return flags
}

// parseFlags returns flag.ErrHelp after printing the help to out, or a failure with exit code exitUsage.
func parseFlags(flags *flag.FlagSet, args []string, out io.Writer) error {
	err := flags.Parse(args)
	switch {
	case err == flag.ErrHelp:
		flags.SetOutput(out)
		flags.Usage()
		return err
	case err != nil:
		return failf(exitUsage, "%s; kowabunga-temporal %s --help lists the flags.", err, flags.Name())
	case flags.NArg() > 0:
		return failf(exitUsage, "unexpected argument %q; kowabunga-temporal %s --help lists the flags.", flags.Arg(0), flags.Name())
	}
	return nil
}
