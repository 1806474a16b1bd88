package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/common/rpc/encryption"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

const frontendService = "temporal.api.workflowservice.v1.WorkflowService"

func checkHealth(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("health", "Asks the frontend of the configuration, on this machine, whether it serves.")
	path := flags.String("config", "", "the server's configuration `FILE`")
	wait := flags.Duration("wait", 0, "how long to wait for it to serve")
	if err := parseFlags(flags, args, out); err != nil {
		return err
	}
	cfg, err := loadConfig(*path)
	if err != nil {
		return err
	}
	if err := checkRoles([]string{string(primitives.FrontendService)}, cfg, false); err != nil {
		return err
	}
	return waitUntilServing(ctx, cfg, *wait, out)
}

func waitUntilServing(ctx context.Context, cfg *config.Config, limit time.Duration, out io.Writer) error {
	address := localAddress(cfg, string(primitives.FrontendService))
	connection, err := dialFrontend(cfg, address)
	if err != nil {
		return err
	}
	defer connection.Close()
	client := healthpb.NewHealthClient(connection)
	deadline := time.Now().Add(limit)
	for {
		status, err := askOnce(ctx, client)
		if status == healthpb.HealthCheckResponse_SERVING {
			fmt.Fprintf(out, "%s: %s\n", address, status)
			return nil
		}
		if ctx.Err() != nil || !time.Now().Before(deadline) {
			if err != nil {
				return failf(exitHealth, "%s does not answer: %s.", address, firstLine(err.Error()))
			}
			return failf(exitHealth, "%s: %s.", address, status)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func askOnce(ctx context.Context, client healthpb.HealthClient) (healthpb.HealthCheckResponse_ServingStatus, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	answer, err := client.Check(ctx, &healthpb.HealthCheckRequest{Service: frontendService})
	return answer.GetStatus(), err
}

// dialFrontend uses the certificates that the cluster's own members use towards the frontend.
func dialFrontend(cfg *config.Config, address string) (*grpc.ClientConn, error) {
	access := insecure.NewCredentials()
	if cfg.Global.TLS.Frontend.IsServerEnabled() {
		provider, err := encryption.NewTLSConfigProviderFromConfig(cfg.Global.TLS, metrics.NoopMetricsHandler, log.NewNoopLogger(), nil)
		if err != nil {
			return nil, failf(exitConfig, "global.tls: %s.", firstLine(err.Error()))
		}
		tls, err := provider.GetFrontendClientConfig()
		if err != nil {
			return nil, failf(exitConfig, "global.tls.frontend: %s.", firstLine(err.Error()))
		}
		access = credentials.NewTLS(tls)
	}
	// By default gRPC pauses for a second after the first refusal, which is as long as the server needs to start.
	quick := grpc.ConnectParams{Backoff: backoff.Config{BaseDelay: 50 * time.Millisecond, Multiplier: 1, MaxDelay: 50 * time.Millisecond}}
	return grpc.NewClient(address, grpc.WithTransportCredentials(access), grpc.WithConnectParams(quick))
}
