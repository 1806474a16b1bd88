package main

import (
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// filled returns the one-machine configuration as the launcher would fill it, with one change of text on top.
func filled(t *testing.T, values map[string]string, from, to string) string {
	t.Helper()
	template, err := os.ReadFile("../config/one-machine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(template)
	dynamic, _ := filepath.Abs("../config/dynamic.yaml")
	all := map[string]string{
		"FRONTEND_PORT": "1", "HISTORY_PORT": "2", "MATCHING_PORT": "3", "WORKER_PORT": "4", "METRICS_PORT": "5",
		"POSTGRES_ADDR": "127.0.0.1:6", "POSTGRES_USER": "temporal", "POSTGRES_PASSWORD": "secret", "DYNAMIC_CONFIG": dynamic,
	}
	for name, value := range values {
		all[name] = value
	}
	for name, value := range all {
		text = strings.ReplaceAll(text, "@"+name+"@", value)
	}
	if from != "" && !strings.Contains(text, from) {
		t.Fatalf("the template has no %q", from)
	}
	path := filepath.Join(t.TempDir(), "temporal.yaml")
	if err := os.WriteFile(path, []byte(strings.Replace(text, from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// freePorts holds all listeners until it has enough, so that no port is given twice. Ports for a cluster's members must
// be below 32768, and that is also where no other program's outgoing connections are.
func freePorts(t *testing.T, count int) []string {
	t.Helper()
	var ports []string
	for port := 20000 + rand.IntN(10000); len(ports) < count && port < 32768; port++ {
		listener, err := net.Listen("tcp", ":"+strconv.Itoa(port))
		if err != nil {
			continue
		}
		defer listener.Close()
		ports = append(ports, strconv.Itoa(port))
	}
	if len(ports) < count {
		t.Fatal("there are not enough free ports")
	}
	return ports
}
