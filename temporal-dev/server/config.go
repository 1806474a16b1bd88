package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"regexp"
	"slices"
	"strings"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"gopkg.in/yaml.v3"
)

var (
	placeholder   = regexp.MustCompile(`@[A-Z][A-Z0-9_]*@`)
	unknownKey    = regexp.MustCompile(`line (\d+): field (\S+) not found in type (\S+)`)
	goName        = regexp.MustCompile(`^[A-Z]\w*(\.\w+)*$`)
	yamlLine      = regexp.MustCompile(`line (\d+): (.*)`)
	logLevels     = []string{"", "debug", "info", "warn", "error", "fatal"}
	templateStart = []byte("# enable-template")
)

// loadConfig reads the server's own configuration format and refuses what the server would silently ignore or only
// complain about much later. Every refusal names the file and the key or the line.
func loadConfig(path string) (*config.Config, error) {
	if path == "" {
		return nil, failf(exitUsage, "--config FILE is needed.")
	}
	text, err := readConfig(path)
	if err != nil {
		return nil, err
	}
	if err := checkKeys(path, text, &config.Config{}); err != nil {
		return nil, err
	}
	cfg, err := config.Load(config.WithConfigFile(path))
	if err != nil {
		return nil, failf(exitConfig, "%s: %s.", path, yamlKeys(firstLine(err.Error())))
	}
	checks := []func(*config.Config) error{checkPersistence, checkServices, checkAccess, checkCluster, checkLog, checkDynamicConfig}
	for _, check := range checks {
		if err := check(cfg); err != nil {
			return nil, failf(exitConfig, "%s: %s", path, err)
		}
	}
	if err := cfg.Validate(); err != nil {
		return nil, failf(exitConfig, "%s: %s.", path, firstLine(err.Error()))
	}
	return cfg, nil
}

func readConfig(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, failf(exitConfig, "%s: there is no such file.", path)
	case err != nil:
		return nil, failf(exitConfig, "%s: cannot be read: %s.", path, errors.Unwrap(err))
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		code, _, _ := bytes.Cut(line, []byte("#"))
		if name := placeholder.Find(code); name != nil {
			return nil, failf(exitConfig, "%s:%d: the placeholder %s was not filled in.", path, i+1, name)
		}
	}
	return text, nil
}

// checkKeys refuses keys that no reader knows, because a misspelt key otherwise means a default in silence. A file with
// the server's template mark is YAML only after it was rendered, so its keys are not checked here.
func checkKeys(path string, text []byte, into any) error {
	if bytes.Contains(text[:min(len(text), 1024)], templateStart) {
		return nil
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	err := decoder.Decode(into)
	if err == nil {
		return nil
	}
	if m := unknownKey.FindStringSubmatch(err.Error()); m != nil {
		return failf(exitConfig, "%s:%s: the key %q is not known here.", path, m[1], m[2])
	}
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		return failf(exitConfig, "%s:%s: %s.", path, m[1], m[2])
	}
	return failf(exitConfig, "%s: is not valid: %s.", path, firstLine(err.Error()))
}

// yamlKeys turns "Persistence.NumHistoryShards: zero value", which is how the server's validator names a key in Go, into
// the key as it is written in the file.
func yamlKeys(text string) string {
	name, reason, found := strings.Cut(text, ": ")
	if !found || !goName.MatchString(name) {
		return text
	}
	parts := strings.Split(name, ".")
	for i, part := range parts {
		parts[i] = strings.ToLower(part[:1]) + part[1:]
	}
	return strings.Join(parts, ".") + ": " + reason
}

func checkPersistence(cfg *config.Config) error {
	p := cfg.Persistence
	for key, name := range map[string]string{"defaultStore": p.DefaultStore, "visibilityStore": p.VisibilityStore} {
		if name == "" {
			return fmt.Errorf("persistence.%s: must name one of persistence.datastores.", key)
		}
		store, ok := p.DataStores[name]
		if !ok {
			return fmt.Errorf("persistence.%s: there is no persistence.datastores.%s.", key, name)
		}
		if err := checkStore("persistence.datastores."+name+".sql", store.SQL); err != nil {
			return err
		}
	}
	if p.NumHistoryShards < 1 {
		return errors.New("persistence.numHistoryShards: must be at least 1, and can never be changed later.")
	}
	return nil
}

func checkStore(key string, sql *config.SQL) error {
	switch {
	case sql == nil:
		return fmt.Errorf("%s: is missing; this server keeps its data in PostgreSQL only.", key)
	case sql.PluginName != postgresql.PluginNamePGX:
		return fmt.Errorf("%s.pluginName: is %q, must be %q.", key, sql.PluginName, postgresql.PluginNamePGX)
	case sql.DatabaseName == "":
		return fmt.Errorf("%s.databaseName: is missing.", key)
	case sql.User == "":
		return fmt.Errorf("%s.user: is missing.", key)
	case sql.Password != "" && sql.PasswordCommand != nil:
		return fmt.Errorf("%s.password: give either it or passwordCommand.", key)
	}
	if _, _, err := net.SplitHostPort(sql.ConnectAddr); err != nil {
		return fmt.Errorf("%s.connectAddr: is %q, must be ADDRESS:PORT.", key, sql.ConnectAddr)
	}
	return nil
}

func checkServices(cfg *config.Config) error {
	for name, service := range cfg.Services {
		key, rpc := "services."+name+".rpc", service.RPC
		if !slices.Contains(knownRoles(), name) {
			return fmt.Errorf("services.%s: there is no such role; the roles are %s.", name, strings.Join(knownRoles(), ", "))
		}
		if rpc.GRPCPort < 1 || rpc.GRPCPort > 65535 {
			return fmt.Errorf("%s.grpcPort: is %d, must be from 1 to 65535.", key, rpc.GRPCPort)
		}
		if rpc.BindOnIP != "" && net.ParseIP(rpc.BindOnIP) == nil {
			return fmt.Errorf("%s.bindOnIP: %q is not an IP address.", key, rpc.BindOnIP)
		}
		if rpc.BindOnIP != "" && rpc.BindOnLocalHost {
			return fmt.Errorf("%s.bindOnIP: give either it or bindOnLocalHost.", key)
		}
	}
	return nil
}

func checkCluster(cfg *config.Config) error {
	if cfg.ClusterMetadata == nil {
		return errors.New("clusterMetadata: is missing.")
	}
	name := cfg.ClusterMetadata.CurrentClusterName
	if _, ok := cfg.ClusterMetadata.ClusterInformation[name]; !ok {
		return fmt.Errorf("clusterMetadata.currentClusterName: there is no clusterMetadata.clusterInformation.%s.", name)
	}
	return nil
}

func checkLog(cfg *config.Config) error {
	if !slices.Contains(logLevels, strings.ToLower(cfg.Log.Level)) {
		return fmt.Errorf("log.level: is %q, must be debug, info, warn, error or fatal.", cfg.Log.Level)
	}
	return nil
}

// checkDynamicConfig reads the file that the server would go on reading: the server itself only logs a bad one.
func checkDynamicConfig(cfg *config.Config) error {
	if cfg.DynamicConfigClient == nil {
		return nil
	}
	path := cfg.DynamicConfigClient.Filepath
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("dynamicConfigClient.filepath: %q cannot be read.", path)
	}
	if found := dynamicconfig.LoadYamlFile(text); len(found.Errors) > 0 {
		return fmt.Errorf("dynamicConfigClient.filepath: %s: %s.", path, firstLine(found.Errors[0].Error()))
	}
	return nil
}
