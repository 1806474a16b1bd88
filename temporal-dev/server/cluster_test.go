package main

import (
	"bytes"
	"cmp"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

// TestMain lets the test start members of a cluster as processes of their own without a second build.
func TestMain(m *testing.M) {
	if os.Getenv("KOWABUNGA_TEMPORAL_MEMBER") != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestClusterOverTLS starts config/cluster/node.yaml on two addresses of the loopback network, with the roles apart.
func TestClusterOverTLS(t *testing.T) {
	c := newCluster(t, postgres(t))
	runSchema(t, c.node("127.0.0.1", c.ports[10]))
	c.start("127.0.0.1", "history", c.ports[10])
	c.start("127.0.0.2", "history,matching", c.ports[11])
	c.start("127.0.0.1", "frontend,internal-frontend", c.ports[12])
	c.start("127.0.0.1", "worker", c.ports[13])

	var out bytes.Buffer
	if code := run(t.Context(), []string{"health", "--wait", "60s", "--config", c.node("127.0.0.1", c.ports[14])}, &out, &out); code != 0 {
		t.Fatalf("exit code %d: %s", code, out.String())
	}
	c.admits(t)
	c.refuses(t)
	c.showsItsConsole(t)
}

func (c *cluster) admits(t *testing.T) {
	operator, kahuna, console := c.client("operator"), c.client("kahuna"), c.client("console")
	if err := register(t.Context(), operator, "anything"); err != nil {
		t.Fatalf("an operator's certificate: %s", err)
	}
	// A program may make its own namespace, so that no person has to before Kahuna starts for the first time.
	if err := register(t.Context(), kahuna, "kowabunga"); err != nil {
		t.Fatalf("Kahuna's certificate: %s", err)
	}
	for name, call := range map[string]func() error{
		"a program's certificate": func() error { return describe(t.Context(), kahuna) },
		"a person's token":        func() error { return describe(c.as(t, "temporal", "kowabunga:read"), console) },
	} {
		if err := eventually(call); err != nil {
			t.Errorf("%s: %s", name, err)
		}
	}
}

func (c *cluster) refuses(t *testing.T) {
	kahuna, console := c.client("kahuna"), c.client("console")
	for name, call := range map[string]func() error{
		"a certificate without permissions":   func() error { return describe(t.Context(), console) },
		"a token of another namespace":        func() error { return describe(c.as(t, "temporal", "other:read"), console) },
		"a token for another audience":        func() error { return describe(c.as(t, "elsewhere", "kowabunga:read"), console) },
		"a certificate for another namespace": func() error { return register(t.Context(), kahuna, "other") },
	} {
		if code := status.Code(call()); code != codes.PermissionDenied && code != codes.Unauthenticated {
			t.Errorf("%s: %s", name, code)
		}
	}
	for name, call := range map[string]func() error{
		"no certificate":                     func() error { return describe(t.Context(), c.client("")) },
		"a certificate of another authority": func() error { return describe(t.Context(), c.client("internode")) },
	} {
		if code := status.Code(call()); code != codes.Unavailable {
			t.Errorf("%s: %s", name, code)
		}
	}
}

// cluster is one test's folder of certificates and configuration files.
type cluster struct {
	t      *testing.T
	folder string
	values map[string]string
	suffix string
	ports  []string
	token  func(audience string, permissions ...string) string
}

func newCluster(t *testing.T, values map[string]string) *cluster {
	folder := t.TempDir()
	c := &cluster{t: t, folder: folder, values: values, ports: freePorts(t, 16), suffix: "_test_" + filepath.Base(filepath.Dir(folder))}
	nodes := newAuthority(t, folder, "internode-ca")
	nodes.sign("internode", "temporal.internal")
	newAuthority(t, folder, "frontend-ca").sign("frontend", "temporal.example.com")
	clients := newAuthority(t, folder, "client-ca")
	clients.sign("operator", "operator", "temporal-system:admin")
	clients.sign("kahuna", "kahuna", "kowabunga:admin", "Cloud")
	clients.sign("console", "console")
	clients.sign("node-client", "node")
	c.token = signIn(t, filepath.Join(folder, "jwks.json"))
	if err := os.WriteFile(filepath.Join(folder, "password"), []byte(values["POSTGRES_PASSWORD"]), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dropDatabases(t, c.node("127.0.0.1", c.ports[14])) })
	return c
}

// node writes the documented configuration for one process and returns its path. Two nodes share the ports and differ
// in the address; processes on one node need a metrics port each.
func (c *cluster) node(address, metricsPort string) string {
	c.t.Helper()
	template, err := os.ReadFile("../config/cluster/node.yaml")
	if err != nil {
		c.t.Fatal(err)
	}
	dynamic, _ := filepath.Abs("../config/cluster/dynamic.yaml")
	pairs := []string{
		"/etc/kowabunga/temporal/tls/postgres-ca.pem", os.Getenv("KOWABUNGA_TEST_POSTGRES_CA"),
		"/etc/kowabunga/temporal/tls/", c.folder + "/",
		"/etc/kowabunga/temporal/postgres-password", c.folder + "/password",
		"/etc/kowabunga/temporal/dynamic.yaml", dynamic,
		"@NODE_ADDRESS@:7233", address + ":" + c.ports[0],
		"@NODE_ADDRESS@", address,
		"@POSTGRES_ADDR@", c.values["POSTGRES_ADDR"],
		"user: temporal", "user: " + c.values["POSTGRES_USER"],
		"@JWKS_URI@", "file://" + c.folder + "/jwks.json",
		"databaseName: temporal\n", "databaseName: temporal" + strings.ToLower(c.suffix) + "\n",
		"databaseName: temporal_visibility", "databaseName: visibility" + strings.ToLower(c.suffix),
		"numHistoryShards: 512", "numHistoryShards: 8",
		"127.0.0.1:9090", "127.0.0.1:" + metricsPort,
		"level: warn", "level: error",
	}
	for i, port := range []string{"7233", "7234", "7235", "7236", "7239", "6933", "6934", "6935", "6936", "6939"} {
		pairs = append(pairs, "Port: "+port, "Port: "+c.ports[i])
	}
	if os.Getenv("KOWABUNGA_TEST_POSTGRES_CA") == "" {
		pairs = append(pairs, "enabled: true\n          caFile", "enabled: false\n          caFile", "require_auth: scram-sha-256", "sslmode: disable")
	}
	path := filepath.Join(c.folder, "node-"+metricsPort+".yaml")
	if err := os.WriteFile(path, []byte(strings.NewReplacer(pairs...).Replace(string(template))), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// start runs a member and starts it again when it ends, as the service file has it: of several members that make the
// cluster's first entry in the database at the same time, all but one give up.
func (c *cluster) start(address, roles, metricsPort string) {
	path := c.node(address, metricsPort)
	program := cmp.Or(os.Getenv("KOWABUNGA_TEST_BINARY"), os.Args[0])
	ctx, stop := context.WithCancel(context.Background())
	var output bytes.Buffer
	var ended sync.WaitGroup
	ended.Go(func() {
		for ctx.Err() == nil {
			member := exec.CommandContext(ctx, program, "serve", "--config", path, "--roles", roles)
			member.Env = append(os.Environ(), "KOWABUNGA_TEMPORAL_MEMBER=1")
			member.Stdout, member.Stderr = &output, &output
			_ = member.Run()
		}
	})
	c.t.Cleanup(func() {
		stop()
		ended.Wait()
		if c.t.Failed() {
			c.t.Logf("%s on %s: %s", roles, address, output.String())
		}
	})
}

func (c *cluster) client(name string) workflowservice.WorkflowServiceClient {
	c.t.Helper()
	access := credentials.NewTLS(clientTLS(c.t, c.folder, name))
	connection, err := grpc.NewClient("127.0.0.1:"+c.ports[0], grpc.WithTransportCredentials(access))
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() { _ = connection.Close() })
	return workflowservice.NewWorkflowServiceClient(connection)
}

func (c *cluster) as(t *testing.T, audience string, permissions ...string) context.Context {
	return metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+c.token(audience, permissions...))
}

func register(ctx context.Context, client workflowservice.WorkflowServiceClient, namespace string) error {
	return eventually(func() error {
		_, err := client.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
			Namespace: namespace, WorkflowExecutionRetentionPeriod: durationpb.New(72 * time.Hour),
		})
		return err
	})
}

func describe(ctx context.Context, client workflowservice.WorkflowServiceClient) error {
	_, err := client.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: "kowabunga"})
	return err
}

// eventually bears with a cluster whose members do not all know each other yet, and with nothing else.
func eventually(call func() error) error {
	deadline := time.Now().Add(30 * time.Second)
	for {
		err := call()
		retry := status.Code(err) == codes.Unavailable || status.Code(err) == codes.NotFound
		if !retry || time.Now().After(deadline) {
			return err
		}
		time.Sleep(100 * time.Millisecond)
	}
}
