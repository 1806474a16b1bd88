package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

// stopLimit is how long a stopping server may take to hand over its shards before the process ends anyway. Nothing is
// lost then: a server that is killed loses nothing either.
const stopLimit = 30 * time.Second

func serve(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("serve", "Runs the Temporal server until SIGTERM. Without --roles it runs all roles in this process, on its own;\n"+
		"with --roles it runs those and joins the cluster that it finds in the database.")
	path := flags.String("config", "", "the server's configuration `FILE`")
	roleList := flags.String("roles", "", "comma-separated `ROLES` of a cluster's member: frontend, internal-frontend, history, matching, worker")
	var ui consoleFlags
	ui.register(flags)
	if err := parseFlags(flags, args, out); err != nil {
		return err
	}
	cfg, err := loadConfig(*path)
	if err != nil {
		return err
	}
	roles, alone, err := rolesFor(*roleList, cfg)
	if err != nil {
		return err
	}
	if err := ui.check(roles, cfg); err != nil {
		return err
	}
	if err := checkFree(append(listenAddresses(roles, alone, cfg), ui.listenAddresses()...)); err != nil {
		return err
	}
	if err := checkSchemas(ctx, cfg); err != nil {
		return err
	}
	return runServer(ctx, cfg, roles, alone, ui)
}

func runServer(ctx context.Context, cfg *config.Config, roles []string, alone bool, ui consoleFlags) error {
	logger := newLogger(cfg)
	options, err := serverOptions(cfg, roles, alone, logger)
	if err != nil {
		return err
	}
	server, err := temporal.NewServer(options...)
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	stopConsole := func() {}
	if ui.port != 0 {
		stopConsole = startConsole(ui.config(localAddress(cfg, string(primitives.FrontendService))))
	}
	<-ctx.Done()
	stopConsole()
	return stopWithin(stopLimit, server.Stop)
}

func serverOptions(cfg *config.Config, roles []string, alone bool, logger log.Logger) ([]temporal.ServerOption, error) {
	access := &cfg.Global.Authorization
	authorizer, err := authorization.GetAuthorizerFromConfig(access)
	if err != nil {
		return nil, failf(exitConfig, "global.authorization.authorizer: %s.", err)
	}
	claims, err := newClaimMapper(access, logger)
	if err != nil {
		return nil, failf(exitConfig, "global.authorization.claimMapper: %s.", err)
	}
	audience, err := authorization.GetAudienceMapperFromConfig(access)
	if err != nil {
		return nil, failf(exitConfig, "global.authorization.audience: %s.", err)
	}
	options := []temporal.ServerOption{
		temporal.WithConfig(cfg),
		temporal.ForServices(roles),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorizer),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return claims }),
		temporal.WithAudienceGetter(func(*config.Config) authorization.JWTAudienceMapper { return audience }),
	}
	if alone {
		options = append(options, temporal.WithStaticHosts(staticHosts(roles, cfg)))
	}
	return options, nil
}

func stopWithin(limit time.Duration, stop func() error) error {
	done := make(chan error, 1)
	go func() { done <- stop() }()
	select {
	case err := <-done:
		return err
	case <-time.After(limit):
		fmt.Fprintf(os.Stderr, "kowabunga-temporal serve: did not stop within %s and ends as it is; nothing is lost.\n", limit)
		return nil
	}
}
