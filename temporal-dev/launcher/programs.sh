# shellcheck shell=bash
# Kahuna, Koala and the agents as processes of this machine.
#
#   kahuna_up, koala_up, agent_up NAME, programs_down
#
# The settings made here stand in $KOW_HOME/etc/kahuna.yaml and koala.yaml; what a person wants otherwise in kahuna.local.yaml and
# koala.local.yaml beside them, which win.

kahuna_up() {
  if java_current kahuna; then note "Kahuna runs"; return; fi
  port_free "$KOW_KAHUNA_PORT" Kahuna --kahuna-port
  port_free "$KOW_KAHUNA_MANAGEMENT_PORT" "Kahuna's health endpoint" --ports-from
  say "Starting Kahuna on $KOW_LISTEN:$KOW_KAHUNA_PORT"
  cat >"$KOW_HOME/etc/kahuna.yaml" <<YAML
server: {address: $KOW_LISTEN, port: $KOW_KAHUNA_PORT}
management.server: {address: 127.0.0.1, port: $KOW_KAHUNA_MANAGEMENT_PORT}
kahuna:
  database:
    url: jdbc:postgresql://127.0.0.1:$KOW_POSTGRES_PORT/kowabunga
    user: kowabunga
    password-file: $(secret kowabunga-database)
  temporal:
    address: 127.0.0.1:$KOW_TEMPORAL_PORT
    console: http://$KOW_LISTEN:$KOW_CONSOLE_PORT
  first-admin-key-file: $KOW_HOME/secrets/admin-key
  first-admin-password-file: $KOW_HOME/secrets/admin-password
  seal-key-file: $KOW_HOME/secrets/seal-key
  payload-keys-file: $KOW_HOME/secrets/payload-keys
  mail.reset-page: "http://$KOW_LISTEN:$KOW_KOALA_PORT/new-password#"
  simulated: $KOW_SIMULATED
YAML
  java_start kahuna 512 kahuna-api.jar --spring.config.additional-location="file:$KOW_HOME/etc/kahuna.yaml,optional:file:$KOW_HOME/etc/kahuna.local.yaml"
  process_ready kahuna 120 curl -fsS -m 2 "http://127.0.0.1:$KOW_KAHUNA_MANAGEMENT_PORT/actuator/health/readiness"
}

koala_up() {
  if java_current koala; then note "Koala runs"; return; fi
  port_free "$KOW_KOALA_PORT" Koala --koala-port
  port_free "$KOW_KOALA_MANAGEMENT_PORT" "Koala's health endpoint" --ports-from
  say "Starting Koala on $KOW_LISTEN:$KOW_KOALA_PORT"
  cat >"$KOW_HOME/etc/koala.yaml" <<YAML
server: {address: $KOW_LISTEN, port: $KOW_KOALA_PORT}
management.server: {address: 127.0.0.1, port: $KOW_KOALA_MANAGEMENT_PORT}
koala:
  kahuna: http://127.0.0.1:$KOW_KAHUNA_PORT
  agents: $(agent_way)
  temporal-console: http://$KOW_LISTEN:$KOW_CONSOLE_PORT
  simulated: $KOW_SIMULATED
YAML
  java_start koala 384 koala-vaadin.jar --spring.config.additional-location="file:$KOW_HOME/etc/koala.yaml,optional:file:$KOW_HOME/etc/koala.local.yaml"
}

koala_wait() { process_ready koala 120 curl -fsS -m 2 "http://127.0.0.1:$KOW_KOALA_MANAGEMENT_PORT/actuator/health"; }

# An agent needs its id and key, which the region's first set-up (demo.sh) left in $KOW_HOME/agents/NAME.
agent_up() {
  local name=$1 home=$KOW_HOME/agents/$1
  if java_current "agent-$name"; then note "Agent $name runs"; return; fi
  mkdir -p "$home/state" "$home/pool"
  agent_config "$name" >"$home/agent.yaml"
  say "Starting agent $name"
  local -a flags
  mapfile -t flags < <(java_flags 96)
  if [ "$KOW_SIMULATED" = true ]; then
    java_start "agent-$name" 96 agent-worker.jar --config "$home/agent.yaml"
  else
    region_spawn "$name" "$KOW_HOME/run/agent-$name.pid" "$KOW_HOME/logs/agent-$name.log" "$KOW_JDK/bin/java" "${flags[@]}" -jar "$KOW_APP/agent-worker.jar" --config "$home/agent.yaml"
    echo "$KOW_APP" >"$KOW_HOME/run/agent-$name.app"
  fi
}

# Where the agents of this machine's region reach Kahuna.
agent_way() { if [ "$KOW_SIMULATED" = true ]; then echo "ws://127.0.0.1:$KOW_KAHUNA_PORT"; else echo "ws://$KOW_WAY_OUT"; fi; }

agent_config() {
  local name=$1 home=$KOW_HOME/agents/$1
  if [ "$KOW_SIMULATED" = true ]; then
    cat <<YAML
kahuna: $(agent_way)
agent: $(cat "$home/id")
key-file: $home/key
role: kaktus
state: $home/state
pools: {local: {type: directory, path: $home/pool}}
simulated: true
YAML
  else
    cat <<YAML
# Plain WebSocket: it ends on this machine's loopback, through the region's only way out.
kahuna: $(agent_way)
plain: allowed
agent: $(cat "$home/id")
key-file: $home/key
role: kaktus
libvirt: {uri: "qemu:///system", domain-type: $(probe_kvm)}
state: $home/state
pools: {local: {type: directory, path: $home/pool, format: qcow2}}
metadata: {listen: "${KOW_METADATA_ADDRESS%/*}:80"}
YAML
  fi
}

agents_up() {
  local home
  for home in "$KOW_HOME"/agents/*/; do
    [ -f "$home/id" ] && agent_up "$(basename "$home")"
  done
  return 0
}

programs_down() {
  local file
  for file in "$KOW_HOME"/run/agent-*.pid; do
    [ -f "$file" ] && process_stop "$(basename "$file" .pid)" 15
  done
  process_stop koala 10
  process_stop kahuna 20
}
