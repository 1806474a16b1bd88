# shellcheck shell=bash
# The Temporal server with its console: our build of the real server on PostgreSQL; where Go is missing, a `temporal` on the PATH and its development server.
#
#   temporal_binary    prints the path of our build (building it where needed), or nothing
#   temporal_up, temporal_down

temporal_binary() {
  "$KOW_ROOT/temporal-dev/build.sh" 2> >(while read -r line; do note "$line" >&2; done) | tail -n 1
}

temporal_config() {
  sed -e "s|@FRONTEND_PORT@|$KOW_TEMPORAL_PORT|g" -e "s|@HISTORY_PORT@|$KOW_HISTORY_PORT|g" \
    -e "s|@MATCHING_PORT@|$KOW_MATCHING_PORT|g" -e "s|@WORKER_PORT@|$KOW_WORKER_PORT|g" -e "s|@METRICS_PORT@|$KOW_METRICS_PORT|g" \
    -e "s|@POSTGRES_ADDR@|127.0.0.1:$KOW_POSTGRES_PORT|g" -e "s|@POSTGRES_USER@|temporal|g" \
    -e "s|@POSTGRES_PASSWORD@|$(cat "$(secret temporal-database)")|g" \
    -e "s|@DYNAMIC_CONFIG@|$KOW_ROOT/temporal-dev/config/dynamic.yaml|g" \
    "$KOW_ROOT/temporal-dev/config/one-machine.yaml" >"$KOW_HOME/etc/temporal.yaml.new"
  chmod 600 "$KOW_HOME/etc/temporal.yaml.new" && mv "$KOW_HOME/etc/temporal.yaml.new" "$KOW_HOME/etc/temporal.yaml"
}

temporal_up() {
  if process_pid temporal >/dev/null; then note "The Temporal server runs"; return; fi
  port_free "$KOW_TEMPORAL_PORT" "the Temporal server" --temporal-port
  port_free "$KOW_CONSOLE_PORT" "the Temporal console" --console-port
  local binary=''
  if command -v go >/dev/null; then
    say "The Temporal server: looking for our build (the first one compiles for 5 to 20 minutes and is kept)"
    binary=$(temporal_binary) || binary=''
  fi
  if [ -n "$binary" ]; then
    temporal_config
    quietly temporal-schema "$binary" schema --config "$KOW_HOME/etc/temporal.yaml" || die "Temporal's databases could not be set up."
    say "Starting the Temporal server on 127.0.0.1:$KOW_TEMPORAL_PORT, its console on $KOW_LISTEN:$KOW_CONSOLE_PORT"
    process_start temporal "$binary" serve --config "$KOW_HOME/etc/temporal.yaml" --ui-ip "$KOW_LISTEN" --ui-port "$KOW_CONSOLE_PORT"
  elif command -v temporal >/dev/null; then
    say "Go is missing: the development server of $(command -v temporal) serves instead of our build, on SQLite"
    process_start temporal temporal server start-dev --ip 127.0.0.1 --port "$KOW_TEMPORAL_PORT" --ui-port "$KOW_CONSOLE_PORT" --ui-ip "$KOW_LISTEN" --db-filename "$KOW_HOME/temporal.sqlite" --log-level warn
  else
    die "Neither Go 1.26.8 or newer (to build the Temporal server) nor a 'temporal' program is on the PATH. Install Go (https://go.dev/dl) or the Temporal CLI and run this again."
  fi
  process_ready temporal 60 temporal_answers
}

temporal_answers() { curl -fsS -m 2 "http://$KOW_LISTEN:$KOW_CONSOLE_PORT/" -o /dev/null && (exec 3<>"/dev/tcp/127.0.0.1/$KOW_TEMPORAL_PORT") 2>/dev/null; }

temporal_down() { process_stop temporal 15; }
