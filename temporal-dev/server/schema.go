package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/blang/semver/v4"
	"github.com/jmoiron/sqlx"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	v12 "go.temporal.io/server/schema/postgresql/v12"
	schematool "go.temporal.io/server/tools/common/schema"
)

const (
	schemaLock    = 0x6b6f7761 // Any number will do, as long as every run takes the same one.
	postgresWait  = 30 * time.Second
	maintenanceDB = "postgres"
)

// databaseSchema is one of the two schemas of the server, with the database that has it.
type databaseSchema struct {
	store   *config.SQL
	folder  string // In the schema files that are embedded in the server's module.
	version string
}

func (s databaseSchema) database() string { return s.store.DatabaseName }

func schemasOf(cfg *config.Config) []databaseSchema {
	p := cfg.Persistence
	return []databaseSchema{
		{p.DataStores[p.DefaultStore].SQL, "postgresql/v12/temporal", v12.Version},
		{p.DataStores[p.VisibilityStore].SQL, "postgresql/v12/visibility", v12.VisibilityVersion},
	}
}

func applySchema(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("schema", "Creates the two databases of the configuration if they are missing, and sets up or updates\n"+
		"their schemas to this program's version. It may be run at any time and as often as one likes.")
	path := flags.String("config", "", "the server's configuration `FILE`")
	wait := flags.Duration("wait", postgresWait, "how long to wait for PostgreSQL")
	if err := parseFlags(flags, args, out); err != nil {
		return err
	}
	cfg, err := loadConfig(*path)
	if err != nil {
		return err
	}
	for _, s := range schemasOf(cfg) {
		start := time.Now()
		done, err := s.apply(ctx, *wait)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "database %s: schema %s, %s in %.1f s\n", s.database(), s.version, done, time.Since(start).Seconds())
	}
	return nil
}

// apply returns what it did in words, for the one line that the person sees.
func (s databaseSchema) apply(ctx context.Context, wait time.Duration) (string, error) {
	db, err := connectWithin(ctx, wait, s.store, s.database())
	if sqlState(err) == databaseMissing {
		if err := s.createDatabase(ctx); err != nil {
			return "", err
		}
		db, err = connect(s.store, s.database())
	}
	if err != nil {
		return "", explain(err, s.store, s.database())
	}
	defer db.Close()
	if v, err := s.installed(ctx, db); err == nil && v == s.version {
		return "up to date", nil
	}
	return s.applyLocked(ctx, db)
}

// createDatabase uses the database that every PostgreSQL has, as one cannot connect to a database to create it.
func (s databaseSchema) createDatabase(ctx context.Context) error {
	db, err := connect(s.store, maintenanceDB)
	if err != nil {
		return explain(err, s.store, maintenanceDB)
	}
	defer db.Close()
	// Two that create the same database at the same time do not get the answer that it exists, but one about an index.
	unlock, conn, err := locked(ctx, db)
	if err != nil {
		return explain(err, s.store, maintenanceDB)
	}
	defer unlock()
	name := `"` + strings.ReplaceAll(s.database(), `"`, `""`) + `"`
	_, err = conn.ExecContext(ctx, "CREATE DATABASE "+name)
	if err != nil && sqlState(err) != databaseExists {
		return explain(err, s.store, s.database())
	}
	return nil
}

// locked waits until no other run of this program has the database's lock. Closing the connection would free it too.
func locked(ctx context.Context, db *sqlx.DB) (unlock func(), conn *sqlx.Conn, err error) {
	conn, err = db.Connx(ctx)
	if err != nil {
		return nil, nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", schemaLock); err != nil {
		_ = conn.Close()
		return nil, nil, err
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", schemaLock)
		_ = conn.Close()
	}, conn, nil
}

// installed returns the empty string if nothing is set up yet.
func (s databaseSchema) installed(ctx context.Context, on querier) (string, error) {
	db := &schemaDatabase{ctx: ctx, on: on, name: s.database()}
	version, err := db.ReadSchemaVersion()
	if errors.Is(err, sql.ErrNoRows) || sqlState(err) == tableMissing {
		return "", nil
	}
	return version, err
}

// applyLocked lets one run at a time do the work; the others wait for it and find it done.
func (s databaseSchema) applyLocked(ctx context.Context, db *sqlx.DB) (string, error) {
	unlock, conn, err := locked(ctx, db)
	if err != nil {
		return "", explain(err, s.store, s.database())
	}
	defer unlock()
	before, err := s.installed(ctx, conn)
	if err != nil {
		return "", explain(err, s.store, s.database())
	}
	switch {
	case before == s.version:
		return "up to date", nil
	case before == "":
		return "set up", s.setUp(ctx, conn)
	case newer(before, s.version):
		return "", failf(exitSchema, "database %q has schema %s, which is newer than this program's %s: use a newer program.",
			s.database(), before, s.version)
	}
	return "updated from " + before, s.update(ctx, conn, before)
}

func newer(a, b string) bool {
	va, errA := semver.ParseTolerant(a)
	vb, errB := semver.ParseTolerant(b)
	return errA == nil && errB == nil && va.GT(vb)
}

// setUp makes the whole current schema in one transaction, so that a crash in the middle leaves an empty database, not
// half of one. It is also much faster than replaying every version since the first.
func (s databaseSchema) setUp(ctx context.Context, conn *sqlx.Conn) error {
	tx, err := conn.BeginTxx(ctx, nil)
	if err != nil {
		return explain(err, s.store, s.database())
	}
	defer tx.Rollback()
	plan := &schematool.SetupConfig{SchemaName: s.folder, InitialVersion: s.version}
	db := &schemaDatabase{ctx: ctx, on: tx, name: s.database()}
	if err := schematool.NewSetupSchemaTask(db, plan, log.NewNoopLogger()).Run(); err != nil {
		return explain(err, s.store, s.database())
	}
	if err := tx.Commit(); err != nil {
		return explain(err, s.store, s.database())
	}
	return nil
}

// update runs the server's own migration from version to version. It cannot be one transaction, because some indexes
// are built concurrently.
func (s databaseSchema) update(ctx context.Context, conn *sqlx.Conn, before string) error {
	plan := &schematool.UpdateConfig{SchemaName: s.folder, TargetVersion: s.version}
	db := &schemaDatabase{ctx: ctx, on: conn, name: s.database()}
	if err := schematool.NewUpdateSchemaTask(db, plan, log.NewNoopLogger()).Run(); err != nil {
		return failf(exitSchema, "database %q: the update from schema %s to %s failed: %s.",
			s.database(), before, s.version, firstLine(err.Error()))
	}
	return nil
}

// checkSchemas is what serve does before it starts: the server would say the same, at length.
func checkSchemas(ctx context.Context, cfg *config.Config) error {
	for _, s := range schemasOf(cfg) {
		db, err := connect(s.store, s.database())
		if err != nil {
			return explain(err, s.store, s.database())
		}
		version, err := s.installed(ctx, db)
		_ = db.Close()
		if err != nil {
			return explain(err, s.store, s.database())
		}
		if version == "" {
			return failf(exitSchema, "database %q has no schema: run kowabunga-temporal schema first.", s.database())
		}
		if newer(s.version, version) {
			return failf(exitSchema, "database %q has schema %s and this program needs %s: run kowabunga-temporal schema first.",
				s.database(), version, s.version)
		}
	}
	return nil
}
