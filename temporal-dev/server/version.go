package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"go.temporal.io/server/common/headers"
	v12 "go.temporal.io/server/schema/postgresql/v12"
)

func printVersion(_ context.Context, args []string, out io.Writer) error {
	flags := newFlags("version", "Prints the versions of the server, the console, the schemas and the Go toolchain.")
	if err := parseFlags(flags, args, out); err != nil {
		return err
	}
	fmt.Fprintf(out, "temporal server   %s\n", headers.ServerVersion)
	fmt.Fprintf(out, "web console       %s\n", consoleVersion())
	fmt.Fprintf(out, "schemas           temporal %s, visibility %s\n", v12.Version, v12.VisibilityVersion)
	fmt.Fprintf(out, "built with        %s for %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// consoleVersion reads the version from the binary's own module list, so that it cannot disagree with go.mod.
func consoleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/temporalio/ui-server/v2" {
			return module.Version
		}
	}
	return "unknown"
}
