package main

import (
	"errors"
	"fmt"
	"strings"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/primitives"
)

// certificateAndToken is our own value of global.authorization.claimMapper. Programs such as Kahuna show who they are
// with their client certificate; people come through the console with the token of their sign-in.
const certificateAndToken = "certificate-and-token"

// newClaimMapper knows the server's own mappers and certificateAndToken.
func newClaimMapper(access *config.Authorization, logger log.Logger) (authorization.ClaimMapper, error) {
	if access.ClaimMapper != certificateAndToken {
		return authorization.GetClaimMapperFromConfig(access, logger)
	}
	keys := authorization.NewDefaultTokenKeyProvider(access, logger)
	return &certificateClaims{tokens: authorization.NewDefaultJWTClaimMapper(keys, access, logger)}, nil
}

// certificateClaims adds to what a token permits what the organizational units of the client certificate permit, each
// in the form NAMESPACE:ROLE that tokens use too. Only certificates signed by global.tls.frontend.server.clientCaFiles
// get this far, so whoever signs those certificates decides.
type certificateClaims struct {
	tokens authorization.ClaimMapper
}

func (m *certificateClaims) GetClaims(info *authorization.AuthInfo) (*authorization.Claims, error) {
	claims, err := m.tokens.GetClaims(info)
	if err != nil || info.TLSSubject == nil {
		return claims, err
	}
	for _, unit := range info.TLSSubject.OrganizationalUnit {
		addPermission(claims, unit)
	}
	if claims.Subject == "" {
		claims.AuthType, claims.Subject = "certificate", info.TLSSubject.CommonName
	}
	return claims, nil
}

// addPermission leaves alone what is not a permission: an organizational unit may just be one.
func addPermission(claims *authorization.Claims, text string) {
	namespace, name, found := strings.Cut(text, ":")
	role := map[string]authorization.Role{
		"read": authorization.RoleReader, "write": authorization.RoleWriter,
		"admin": authorization.RoleAdmin, "worker": authorization.RoleWorker,
	}[name]
	switch {
	case !found || role == authorization.RoleUndefined:
	case namespace == primitives.SystemLocalNamespace:
		claims.System |= role
	default:
		if claims.Namespaces == nil {
			claims.Namespaces = map[string]authorization.Role{}
		}
		claims.Namespaces[namespace] |= role
	}
}

// checkAccess refuses configurations that look closed and are open.
func checkAccess(cfg *config.Config) error {
	access, tls := cfg.Global.Authorization, cfg.Global.TLS
	if access.Authorizer != "" && access.ClaimMapper == "" {
		return errors.New("global.authorization.claimMapper: is missing; without it every caller is an administrator.")
	}
	_, hasInternal := cfg.Services[string(primitives.InternalFrontendService)]
	if access.Authorizer != "" && !hasInternal {
		return errors.New("services.internal-frontend: is missing; with an authorizer the server's own workers need it.")
	}
	if access.ClaimMapper == certificateAndToken && !tls.Frontend.Server.RequireClientAuth {
		return fmt.Errorf("global.tls.frontend.server.requireClientAuth: must be true for the claim mapper %s.", certificateAndToken)
	}
	for name, service := range cfg.Services {
		if ip := bindIP(&service.RPC); ip != nil && ip.IsLoopback() {
			continue
		}
		group, key := tls.Internode, "internode"
		if name == string(primitives.FrontendService) {
			group, key = tls.Frontend, "frontend"
		}
		if !group.IsServerEnabled() {
			return fmt.Errorf("services.%s.rpc.bindOnIP: is not loopback, so global.tls.%s.server is needed: "+
				"anybody on that network could command the platform.", name, key)
		}
	}
	return nil
}
