package main

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"
	schematool "go.temporal.io/server/tools/common/schema"
)

// querier is one connection or one transaction on it.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryRowxContext(ctx context.Context, query string, args ...any) *sqlx.Row
}

// schemaDatabase lets the server's schema tool work inside a transaction or on a connection that holds a lock; the
// tool's own connection can do neither. Its two tables are as the server's PostgreSQL plugin writes them.
type schemaDatabase struct {
	ctx  context.Context
	on   querier
	name string
}

var _ schematool.DB = (*schemaDatabase)(nil)

func (d *schemaDatabase) Exec(statement string, args ...any) error {
	_, err := d.on.ExecContext(d.ctx, statement, args...)
	return err
}

func (d *schemaDatabase) CreateSchemaVersionTables() error {
	for _, statement := range []string{
		`CREATE TABLE IF NOT EXISTS schema_version (
			version_partition INT NOT NULL,
			db_name VARCHAR(255) NOT NULL,
			creation_time TIMESTAMP,
			curr_version VARCHAR(64),
			min_compatible_version VARCHAR(64),
			PRIMARY KEY (version_partition, db_name))`,
		`CREATE TABLE IF NOT EXISTS schema_update_history (
			version_partition INT NOT NULL,
			year INT NOT NULL,
			month INT NOT NULL,
			update_time TIMESTAMP NOT NULL,
			description VARCHAR(255),
			manifest_md5 VARCHAR(64),
			new_version VARCHAR(64),
			old_version VARCHAR(64),
			PRIMARY KEY (version_partition, year, month, update_time))`,
	} {
		if err := d.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}

func (d *schemaDatabase) ReadSchemaVersion() (string, error) {
	var version string
	err := d.on.QueryRowxContext(d.ctx,
		`SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = $1`, d.name).Scan(&version)
	return version, err
}

func (d *schemaDatabase) UpdateSchemaVersion(version, oldestCompatible string) error {
	return d.Exec(`INSERT INTO schema_version
			(version_partition, db_name, creation_time, curr_version, min_compatible_version) VALUES (0, $1, $2, $3, $4)
		ON CONFLICT (version_partition, db_name) DO UPDATE SET creation_time = excluded.creation_time,
			curr_version = excluded.curr_version, min_compatible_version = excluded.min_compatible_version`,
		d.name, time.Now().UTC(), version, oldestCompatible)
}

func (d *schemaDatabase) WriteSchemaUpdateLog(before, after, checksum, description string) error {
	now := time.Now().UTC()
	return d.Exec(`INSERT INTO schema_update_history
			(version_partition, year, month, update_time, old_version, new_version, manifest_md5, description)
			VALUES (0, $1, $2, $3, $4, $5, $6, $7)`,
		now.Year(), int(now.Month()), now, before, after, checksum, description)
}

// DropAllTables is never asked for by what this program does, and must never happen.
func (d *schemaDatabase) DropAllTables() error {
	return errors.New("this program drops no tables")
}

func (d *schemaDatabase) Close() {}

func (d *schemaDatabase) Type() string { return "sql" }
