package main

import (
	"errors"
	"net"
	"strconv"
	"syscall"

	"go.temporal.io/server/common/config"
)

type listenAddress struct {
	key  string // The configuration key or flag that says so.
	host string
	port int
}

func (a listenAddress) String() string { return net.JoinHostPort(a.host, strconv.Itoa(a.port)) }

// listenAddresses lists everything that this process will listen on, before it does.
func listenAddresses(roles []string, alone bool, cfg *config.Config) []listenAddress {
	var addresses []listenAddress
	for _, role := range roles {
		rpc := cfg.Services[role].RPC
		host := ""
		if ip := bindIP(&rpc); ip != nil {
			host = ip.String()
		}
		key := "services." + role + ".rpc."
		addresses = append(addresses, listenAddress{key + "grpcPort", host, rpc.GRPCPort})
		if rpc.HTTPPort != 0 {
			addresses = append(addresses, listenAddress{key + "httpPort", host, rpc.HTTPPort})
		}
		if !alone {
			addresses = append(addresses, listenAddress{key + "membershipPort", host, rpc.MembershipPort})
		}
	}
	if m := cfg.Global.Metrics; m != nil && m.Prometheus != nil && m.Prometheus.ListenAddress != "" {
		host, port, err := net.SplitHostPort(m.Prometheus.ListenAddress)
		number, _ := strconv.Atoi(port)
		if err == nil {
			addresses = append(addresses, listenAddress{"global.metrics.prometheus.listenAddress", host, number})
		}
	}
	return addresses
}

// checkFree fails if one of the addresses cannot be listened on. Between this look and the server's own listening
// another program may take one; then the server's own, less kind message says it.
func checkFree(addresses []listenAddress) error {
	seen := map[string]string{}
	for _, a := range addresses {
		if other, ok := seen[a.String()]; ok {
			return failf(exitConfig, "%s: %s is given to %s too.", a.key, a, other)
		}
		seen[a.String()] = a.key
		listener, err := net.Listen("tcp", a.String())
		switch {
		case errors.Is(err, syscall.EADDRINUSE):
			return failf(exitPort, "%s: %s is taken by another program.", a.key, a)
		case err != nil:
			return failf(exitPort, "%s: cannot listen on %s: %s.", a.key, a, rootError(err))
		}
		_ = listener.Close()
	}
	return nil
}

func rootError(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
