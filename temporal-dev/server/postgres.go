package main

import (
	"context"
	"errors"
	"net"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jmoiron/sqlx"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql/driver"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql/session"
	"go.temporal.io/server/common/resolver"
)

// SQLSTATE codes, from appendix A of the PostgreSQL manual.
const (
	databaseMissing   = "3D000"
	databaseExists    = "42P04"
	tableMissing      = "42P01"
	passwordRefused   = "28P01"
	accessRefused     = "28000"
	privilegeMissing  = "42501"
	serverStarting    = "57P03"
	serverStopping    = "57P01"
	tooManyConnection = "53300"
)

const retryInterval = 200 * time.Millisecond

// connect opens one database of a store exactly as the server will: the same driver, TLS and password command.
func connect(store *config.SQL, database string) (*sqlx.DB, error) {
	cfg := *store
	cfg.DatabaseName = database
	cfg.MaxConns, cfg.MaxIdleConns = 2, 2
	s, err := session.NewSession(&cfg, &driver.PGXDriver{}, resolver.NewNoopResolver())
	if err != nil {
		return nil, err
	}
	return s.DB, nil
}

// connectWithin goes on trying for as long as PostgreSQL is away or still starting. A refusal ends it at once, because
// no waiting mends a wrong password.
func connectWithin(ctx context.Context, limit time.Duration, store *config.SQL, database string) (*sqlx.DB, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		db, err := connect(store, database)
		if err == nil || !isAway(err) {
			return db, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(retryInterval):
		}
	}
}

func sqlState(err error) string {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return answer.Code
	}
	return ""
}

func isAway(err error) bool {
	switch sqlState(err) {
	case serverStarting, serverStopping, tooManyConnection:
		return true
	case "":
		var unreachable *pgconn.ConnectError
		return errors.As(err, &unreachable)
	}
	return false
}

// explain turns an error of PostgreSQL into a sentence that names what to look at.
func explain(err error, store *config.SQL, database string) *failure {
	switch sqlState(err) {
	case passwordRefused, accessRefused:
		return failf(exitDatabase, "PostgreSQL at %s refuses user %q: %s.", store.ConnectAddr, store.User, answerOf(err))
	case databaseMissing:
		return failf(exitSchema, "PostgreSQL at %s has no database %q: run kowabunga-temporal schema first.", store.ConnectAddr, database)
	case privilegeMissing:
		return failf(exitDatabase, "user %q may not do this in database %q: %s.", store.User, database, answerOf(err))
	case "":
		return failf(exitDatabase, "PostgreSQL at %s does not answer: %s.", store.ConnectAddr, unreachable(err))
	}
	return failf(exitDatabase, "PostgreSQL at %s: %s.", store.ConnectAddr, answerOf(err))
}

// unreachable picks the reason out of the driver's text, which repeats the address three times.
func unreachable(err error) string {
	var system syscall.Errno
	if errors.As(err, &system) {
		return system.Error()
	}
	var name *net.DNSError
	if errors.As(err, &name) {
		return name.Error()
	}
	return firstLine(err.Error())
}

func answerOf(err error) string {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return answer.Message
	}
	return firstLine(err.Error())
}
