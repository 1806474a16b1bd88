package main

import (
	"fmt"
	"os"
	"strings"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// newLogger logs JSON to stdout from level warn on, unless the configuration says otherwise. It writes no stack traces:
// each line names its place in the code already.
func newLogger(cfg *config.Config) log.Logger {
	if cfg.Log.Level == "" {
		cfg.Log.Level = "warn"
	}
	if cfg.Log.OutputFile == "" {
		cfg.Log.Stdout = true
	}
	return log.NewZapLogger(log.BuildZapLogger(cfg.Log).WithOptions(
		zap.AddStacktrace(zap.LevelEnablerFunc(func(zapcore.Level) bool { return false })),
		zap.WithFatalHook(fatalHook{}),
	))
}

// fatalHook runs when a part of the server gives up by logging at level fatal, deep inside. The person gets the reason
// as a sentence on stderr, as from any other failure, and not just a line of JSON.
type fatalHook struct{}

func (fatalHook) OnWrite(entry *zapcore.CheckedEntry, fields []zapcore.Field) {
	f := fatalFailure(entry.Message, fields)
	fmt.Fprintf(os.Stderr, "kowabunga-temporal serve: %s\n", f.sentence)
	os.Exit(f.code)
}

func fatalFailure(message string, fields []zapcore.Field) *failure {
	encoder := zapcore.NewMapObjectEncoder()
	for _, field := range fields {
		field.AddTo(encoder)
	}
	reason, hasReason := encoder.Fields["error"]
	if !hasReason {
		return failf(exitBug, "the server gave up: %s.", message)
	}
	text := firstLine(fmt.Sprint(reason))
	if strings.Contains(text, "address already in use") {
		return failf(exitPort, "%s: %s.", message, text)
	}
	return failf(exitBug, "the server gave up: %s: %s.", message, text)
}
