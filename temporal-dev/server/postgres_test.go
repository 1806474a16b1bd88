package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// postgres returns what to fill in for the PostgreSQL of the environment, with databases of its own for this test.
// KOWABUNGA_TEST_POSTGRES is "HOST:PORT USER PASSWORD" of a role that may create databases; test.sh sets it.
func postgres(t *testing.T) map[string]string {
	t.Helper()
	fields := strings.Fields(os.Getenv("KOWABUNGA_TEST_POSTGRES"))
	if len(fields) != 3 {
		t.Skip("KOWABUNGA_TEST_POSTGRES is not set")
	}
	return map[string]string{"POSTGRES_ADDR": fields[0], "POSTGRES_USER": fields[1], "POSTGRES_PASSWORD": fields[2]}
}

// ownDatabases gives the test databases that nobody else has, and drops them afterwards.
func ownDatabases(t *testing.T, values map[string]string) string {
	t.Helper()
	suffix := fmt.Sprintf("_test_%d", time.Now().UnixNano())
	path := filled(t, values, "databaseName: temporal\n", "databaseName: temporal"+suffix+"\n")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("databaseName: temporal_visibility\n"), []byte("databaseName: visibility"+suffix+"\n"), 1)
	// A server that stops logs what its own workers lose thereby; in a test's output that would only hide what matters.
	text = bytes.Replace(text, []byte("level: warn"), []byte("level: fatal"), 1)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dropDatabases(t, path) })
	return path
}

func dropDatabases(t *testing.T, path string) {
	cfg, err := loadConfig(path)
	if err != nil {
		t.Error(err)
		return
	}
	for _, s := range schemasOf(cfg) {
		db, err := connect(s.store, maintenanceDB)
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := db.Exec(`DROP DATABASE IF EXISTS "` + s.database() + `" WITH (FORCE)`); err != nil {
			t.Error(err)
		}
		_ = db.Close()
	}
}

func runSchema(t *testing.T, path string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	if code := run(context.Background(), []string{"schema", "--config", path}, &out, &complaints); code != 0 {
		t.Errorf("exit code %d: %s", code, complaints.String())
	}
	return out.String()
}

func TestSchemaIsSetUpOnceByManyAndThenLeftAlone(t *testing.T) {
	path := ownDatabases(t, postgres(t))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { runSchema(t, path) })
	}
	all.Wait()

	start := time.Now()
	out := runSchema(t, path)
	if took := time.Since(start); took > time.Second {
		t.Errorf("a run with nothing to do took %s", took)
	}
	if strings.Count(out, "up to date") != 2 {
		t.Errorf("the last run did something: %s", out)
	}
}

func TestSchemaOfAnOlderVersionIsUpdated(t *testing.T) {
	path := ownDatabases(t, postgres(t))
	runSchema(t, path)
	// A version before the current one, with the newest change of each schema taken back.
	cfg, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	visibility := schemasOf(cfg)[1]
	db, err := connect(visibility.store, visibility.database())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.MustExec(`ALTER TABLE executions_visibility DROP COLUMN TemporalExternalPayloadSizeBytes, DROP COLUMN TemporalExternalPayloadCount`)
	db.MustExec(`UPDATE schema_version SET curr_version = '1.13'`)

	var out, complaints bytes.Buffer
	if code := run(context.Background(), []string{"serve", "--config", path}, &out, &complaints); code != exitPort && code != exitSchema {
		t.Errorf("serve did not refuse the old schema: exit code %d, %s", code, complaints.String())
	}
	if out := runSchema(t, path); !strings.Contains(out, "schema 1.14, updated from 1.13") {
		t.Errorf("was not updated: %s", out)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := ownDatabases(t, postgres(t))
	runSchema(t, path)
	cfg, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	workflows := schemasOf(cfg)[0]
	db, err := connect(workflows.store, workflows.database())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.MustExec(`UPDATE schema_version SET curr_version = '99.0'`)
	var out, complaints bytes.Buffer
	code := run(context.Background(), []string{"schema", "--config", path}, &out, &complaints)
	if code != exitSchema || !strings.Contains(complaints.String(), "newer than this program's") {
		t.Errorf("exit code %d: %s", code, complaints.String())
	}
}

func TestServerServesShowsItsConsoleAndStops(t *testing.T) {
	values := postgres(t)
	ports := freePorts(t, 6)
	for i, name := range []string{"FRONTEND", "HISTORY", "MATCHING", "WORKER", "METRICS"} {
		values[name+"_PORT"] = ports[i]
	}
	path := ownDatabases(t, values)
	runSchema(t, path)

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	stopped := make(chan int, 1)
	var complaints bytes.Buffer
	go func() {
		stopped <- run(ctx, []string{"serve", "--config", path, "--ui-port", ports[5]}, io.Discard, &complaints)
	}()
	var out bytes.Buffer
	if code := run(ctx, []string{"health", "--config", path, "--wait", "30s"}, &out, &out); code != 0 {
		t.Fatalf("exit code %d: %s", code, out.String())
	}
	waitForStatus(t, http.DefaultClient, "http://127.0.0.1:"+ports[5]+"/", "", http.StatusOK)
	stop()
	select {
	case code := <-stopped:
		if code != 0 {
			t.Errorf("exit code %d: %s", code, complaints.String())
		}
	case <-time.After(20 * time.Second):
		t.Error("did not stop")
	}
}
