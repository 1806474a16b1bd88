package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"slices"

	"github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	"github.com/temporalio/ui-server/v2/server/server_options"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/primitives"
	"gopkg.in/yaml.v3"
)

// consoleFlags are those of serve that concern the web console inside the same process.
type consoleFlags struct {
	ip        string
	port      int
	codec     string
	namespace string
}

func (f *consoleFlags) register(flags *flag.FlagSet) {
	flags.StringVar(&f.ip, "ui-ip", "127.0.0.1", "the `ADDRESS` on which the web console listens")
	flags.IntVar(&f.port, "ui-port", 0, "the `PORT` of the web console; 0 runs none")
	flags.StringVar(&f.codec, "ui-codec-endpoint", "", "the `URL` at which the browser has payloads decoded")
	flags.StringVar(&f.namespace, "ui-namespace", "", "the `NAMESPACE` that the web console shows first")
}

func (f *consoleFlags) check(roles []string, cfg *config.Config) error {
	if f.port == 0 {
		return nil
	}
	if f.port < 0 || f.port > 65535 {
		return failf(exitUsage, "--ui-port: is %d, must be from 1 to 65535, or 0 for none.", f.port)
	}
	if u, err := url.Parse(f.codec); f.codec != "" && (err != nil || u.Host == "") {
		return failf(exitUsage, "--ui-codec-endpoint: %q is not a URL such as http://127.0.0.1:8080/codec.", f.codec)
	}
	if !slices.Contains(roles, string(primitives.FrontendService)) {
		return failf(exitUsage, "--ui-port: this process has no frontend; run kowabunga-temporal console instead.")
	}
	// The console would need certificates of its own towards such a frontend, and a sign-in towards the browser.
	if cfg.Global.TLS.Frontend.IsServerEnabled() {
		return failf(exitUsage, "--ui-port: the frontend wants TLS; run kowabunga-temporal console with a configuration of its own.")
	}
	return nil
}

func (f *consoleFlags) listenAddresses() []listenAddress {
	if f.port == 0 {
		return nil
	}
	return []listenAddress{{"--ui-port", f.ip, f.port}}
}

// config is for loopback: cookies work without TLS there, and nothing is fetched from outside.
func (f *consoleFlags) config(frontend string) *uiconfig.Config {
	return &uiconfig.Config{
		TemporalGRPCAddress: frontend,
		Host:                f.ip,
		Port:                f.port,
		EnableUI:            true,
		DefaultNamespace:    f.namespace,
		DisableNewsFetch:    true,
		HideLogs:            true,
		CORS:                uiconfig.CORS{CookieInsecure: true},
		// The browser sends the cookie by which Kahuna knows who may read.
		Codec: uiconfig.Codec{Endpoint: f.codec, IncludeCredentials: f.codec != ""},
	}
}

func startConsole(cfg *uiconfig.Config) (stop func()) {
	ui := server.NewServer(server_options.WithConfigProvider(cfg))
	go ui.Start()
	return ui.Stop
}

func serveConsole(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("console", "Runs the web console until SIGTERM, towards the frontends of a cluster and with a sign-in for operators.")
	path := flags.String("config", "", "the console's own configuration `FILE`")
	if err := parseFlags(flags, args, out); err != nil {
		return err
	}
	cfg, err := loadConsoleConfig(*path)
	if err != nil {
		return err
	}
	if err := checkFree([]listenAddress{{"port", cfg.Host, cfg.Port}}); err != nil {
		return err
	}
	stop, err := tryConsole(cfg)
	if err != nil {
		return err
	}
	<-ctx.Done()
	stop()
	return nil
}

func loadConsoleConfig(path string) (*uiconfig.Config, error) {
	if path == "" {
		return nil, failf(exitUsage, "--config FILE is needed.")
	}
	text, err := readConfig(path)
	if err != nil {
		return nil, err
	}
	cfg := &uiconfig.Config{}
	if err := checkKeys(path, text, cfg); err != nil {
		return nil, err
	}
	if err := yaml.Unmarshal(text, cfg); err != nil {
		return nil, failf(exitConfig, "%s: %s.", path, firstLine(err.Error()))
	}
	if cfg.TemporalGRPCAddress == "" {
		return nil, failf(exitConfig, "%s: temporalGrpcAddress: is missing.", path)
	}
	if cfg.Port < 1 || cfg.Port > 65535 {
		return nil, failf(exitConfig, "%s: port: is %d, must be from 1 to 65535.", path, cfg.Port)
	}
	if err := cfg.Validate(); err != nil {
		return nil, failf(exitConfig, "%s: %s.", path, firstLine(err.Error()))
	}
	return cfg, nil
}

// tryConsole turns the console's panics about its configuration, such as a certificate it cannot read, into failures.
func tryConsole(cfg *uiconfig.Config) (stop func(), err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = failf(exitConfig, "the console cannot start: %s.", firstLine(fmt.Sprint(reason)))
		}
	}()
	return startConsole(cfg), nil
}
