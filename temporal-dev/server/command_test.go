package main

import (
	"bytes"
	"context"
	"net"
	"strconv"
	"strings"
	"testing"
)

// TestBadInputIsOneSentence is about everything that is refused before PostgreSQL is asked.
func TestBadInputIsOneSentence(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	takenPort := strconv.Itoa(taken.Addr().(*net.TCPAddr).Port)

	good := filled(t, nil, "", "")
	with := func(from, to string) []string { return []string{"serve", "--config", filled(t, nil, from, to)} }
	for _, c := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"no command", nil, exitUsage, "Usage:"},
		{"unknown command", []string{"strat"}, exitUsage, `no command "strat"`},
		{"unknown flag", []string{"serve", "--conf", "x"}, exitUsage, "-conf"},
		{"stray argument", []string{"schema", "now"}, exitUsage, `"now"`},
		{"no config", []string{"schema"}, exitUsage, "--config"},
		{"no such file", []string{"serve", "--config", "/nowhere.yaml"}, exitConfig, "/nowhere.yaml: there is no such file"},
		{"unfilled template", []string{"serve", "--config", "../config/one-machine.yaml"}, exitConfig, "one-machine.yaml:17: the placeholder @POSTGRES_ADDR@"},
		{"unknown key", with("numHistoryShards", "numHistoryShard"), exitConfig, `"numHistoryShard" is not known`},
		{"not a number", with("grpcPort: 1", "grpcPort: one"), exitConfig, "temporal.yaml:48: cannot unmarshal"},
		{"not YAML", with("persistence:", "persistence: ]"), exitConfig, "temporal.yaml:6: did not find expected"},
		{"no shards", with("numHistoryShards: 4", "numHistoryShards: 0"), exitConfig, "persistence.numHistoryShards: zero value."},
		{"another database", with("postgres12_pgx", "mysql8"), exitConfig, "persistence.datastores.workflows.sql.pluginName"},
		{"no such store", with("visibilityStore: visibility", "visibilityStore: elsewhere"), exitConfig, "persistence.visibilityStore"},
		{"bad address", with(`"127.0.0.1:6"`, "localhost"), exitConfig, "connectAddr"},
		{"bad port", with("grpcPort: 1", "grpcPort: 70000"), exitConfig, "services.frontend.rpc.grpcPort: is 70000"},
		{"bad IP", with("bindOnIP: 127.0.0.1", "bindOnIP: here"), exitConfig, `bindOnIP: "here"`},
		{"bad level", with("level: warn", "level: loud"), exitConfig, "log.level"},
		{"missing role", with("  worker:", "  internal-frontend:"), exitConfig, "services.worker"},
		{"no dynamic configuration", with("dynamic.yaml", "static.yaml"), exitConfig, "dynamicConfigClient.filepath"},
		{"unknown role", []string{"serve", "--config", good, "--roles", "frontend,mistery"}, exitUsage, `"mistery"`},
		{"no ring port", []string{"serve", "--config", good, "--roles", "history"}, exitConfig, "services.history.rpc.membershipPort"},
		{"high ring port", []string{"serve", "--roles", "frontend", "--config",
			filled(t, nil, "grpcPort: 1\n", "grpcPort: 1\n      membershipPort: 40000\n")}, exitConfig, "membershipPort: is 40000"},
		{"open to the network", with("bindOnIP: 127.0.0.1", "bindOnIP: 0.0.0.0"), exitConfig, "services.frontend.rpc.bindOnIP: is not loopback"},
		{"everybody an administrator", with("global:", "global:\n  authorization: {authorizer: default}"), exitConfig, "claimMapper: is missing"},
		{"bad console port", []string{"serve", "--config", good, "--ui-port", "70000"}, exitUsage, "--ui-port"},
		{"bad codec", []string{"serve", "--config", good, "--ui-port", "8080", "--ui-codec-endpoint", "codec"}, exitUsage, "--ui-codec-endpoint"},
		{"taken port", with("grpcPort: 1", "grpcPort: "+takenPort), exitPort, "127.0.0.1:" + takenPort + " is taken"},
		{"same port twice", with("grpcPort: 2", "grpcPort: 1"), exitConfig, "is given to"},
		{"away", []string{"schema", "--wait", "0s", "--config", good}, exitDatabase, "PostgreSQL at 127.0.0.1:6 does not answer: connection refused."},
		{"not serving", []string{"health", "--config", good}, exitHealth, "127.0.0.1:1 does not answer"},
		{"console without frontend", []string{"console", "--config", filled(t, nil, "", "")}, exitConfig, "is not known here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, complaints bytes.Buffer
			code := run(context.Background(), c.args, &out, &complaints)
			text := complaints.String()
			if code != c.code || !strings.Contains(text, c.says) {
				t.Errorf("exit code %d and %q, expected %d and %q", code, text, c.code, c.says)
			}
			if c.args != nil && strings.Count(text, "\n") != 1 {
				t.Errorf("more than one sentence: %q", text)
			}
		})
	}
}

func TestEveryCommandHasHelp(t *testing.T) {
	for _, c := range commands() {
		var out, complaints bytes.Buffer
		code := run(context.Background(), []string{c.name, "--help"}, &out, &complaints)
		if code != 0 || complaints.Len() > 0 || !strings.Contains(out.String(), "Usage: kowabunga-temporal "+c.name) {
			t.Errorf("%s --help: exit code %d, %q, %q", c.name, code, out.String(), complaints.String())
		}
	}
}

func TestVersionNamesServerAndSchemas(t *testing.T) {
	var out bytes.Buffer
	if code := run(context.Background(), []string{"version"}, &out, &out); code != 0 || !strings.Contains(out.String(), "temporal server   1.") {
		t.Errorf("exit code %d, %q", code, out.String())
	}
}
