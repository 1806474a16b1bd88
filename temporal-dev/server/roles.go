package main

import (
	"net"
	"slices"
	"strconv"
	"strings"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

func knownRoles() []string { return temporal.Services }

// rolesFor reads --roles. The empty list means all roles in this process, alone: then there is no ring to join, and no
// membership port is opened. Any list, even of all roles, means a member of a cluster.
func rolesFor(list string, cfg *config.Config) (roles []string, alone bool, err error) {
	if list == "" {
		roles = slices.Clone(temporal.DefaultServices)
		if _, ok := cfg.Services[string(primitives.InternalFrontendService)]; ok {
			roles = append(roles, string(primitives.InternalFrontendService))
		}
		return roles, true, checkRoles(roles, cfg, false)
	}
	for _, role := range strings.Split(list, ",") {
		role = strings.TrimSpace(role)
		if !slices.Contains(knownRoles(), role) {
			return nil, false, failf(exitUsage, "--roles: %q is no role; the roles are %s.", role, strings.Join(knownRoles(), ", "))
		}
		if !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	return roles, false, checkRoles(roles, cfg, true)
}

func checkRoles(roles []string, cfg *config.Config, ring bool) error {
	for _, role := range roles {
		service, ok := cfg.Services[role]
		if !ok {
			return failf(exitConfig, "services.%s: is missing, and this process is to run that role.", role)
		}
		if ring && service.RPC.MembershipPort == 0 {
			return failf(exitConfig, "services.%s.rpc.membershipPort: is missing; a member of a cluster needs it.", role)
		}
		// On PostgreSQL the server keeps this number in a column of two signed bytes.
		if ring && service.RPC.MembershipPort > 32767 {
			return failf(exitConfig, "services.%s.rpc.membershipPort: is %d, must be at most 32767.", role, service.RPC.MembershipPort)
		}
	}
	return nil
}

// staticHosts tells each role where the others are, for a process that has them all.
func staticHosts(roles []string, cfg *config.Config) map[primitives.ServiceName]static.Hosts {
	hosts := make(map[primitives.ServiceName]static.Hosts, len(roles))
	for _, role := range roles {
		hosts[primitives.ServiceName(role)] = static.SingleLocalHost(localAddress(cfg, role))
	}
	return hosts
}

// localAddress is how a role of this process is reached from this machine.
func localAddress(cfg *config.Config, role string) string {
	rpc := cfg.Services[role].RPC
	ip := bindIP(&rpc)
	if ip == nil || ip.IsUnspecified() {
		ip = net.IPv4(127, 0, 0, 1)
	}
	return net.JoinHostPort(ip.String(), strconv.Itoa(rpc.GRPCPort))
}

// bindIP returns nil where the configuration leaves the choice to the server.
func bindIP(rpc *config.RPC) net.IP {
	if rpc.BindOnLocalHost {
		return net.IPv4(127, 0, 0, 1)
	}
	return net.ParseIP(rpc.BindOnIP)
}
