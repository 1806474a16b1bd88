# shellcheck shell=bash
# PostgreSQL: the real binaries out of the registry, data in $KOW_HOME/postgres, loopback only, passwords, fsync on.
#
#   postgres_up, postgres_down
#
# KOWABUNGA_POSTGRES_SETTINGS, for example track_commit_timestamp=on, is what a benchmark wants otherwise.

POSTGRES_VERSION=18.6.0

postgres_binaries() { # prints the folder
  local arch folder=$KOW_CACHE/postgres/$POSTGRES_VERSION
  if [ ! -x "$folder/bin/postgres" ]; then
    case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64v8 ;; *) die "No PostgreSQL binaries are packaged for $(uname -m)." ;; esac
    local unpack=$folder.new.$$
    mkdir -p "$unpack"
    maven dependency:copy -Dartifact="io.zonky.test.postgres:embedded-postgres-binaries-linux-$arch:$POSTGRES_VERSION" -DoutputDirectory="$unpack" >"$KOW_HOME/logs/postgres-fetch.log" 2>&1 ||
      die "PostgreSQL's binaries could not be fetched; see $KOW_HOME/logs/postgres-fetch.log."
    unzip -qo "$unpack"/*.jar '*.txz' -d "$unpack" && tar -xJf "$unpack"/*.txz -C "$unpack" && rm -f "$unpack"/*.txz "$unpack"/*.jar
    rm -rf "$folder" && mkdir -p "$(dirname "$folder")" && mv "$unpack" "$folder"
  fi
  printf %s "$folder"
}

# PostgreSQL refuses to run as root. In a user namespace of its own root is nobody, outside it still owns the files.
postgres_as() { if [ "$(id -u)" = 0 ]; then unshare -U "$@"; else "$@"; fi; }

postgres_make() { # BINARIES DATA
  local made=$2.new
  rm -rf "$made"
  postgres_as "$1/bin/initdb" -D "$made" -U postgres -A scram-sha-256 --pwfile="$(secret postgres)" --locale=C.UTF-8 --encoding=UTF8 >"$KOW_HOME/logs/initdb.log" 2>&1 ||
    { tail -n 5 "$KOW_HOME/logs/initdb.log" >&2; die "PostgreSQL's data folder could not be made; see $KOW_HOME/logs/initdb.log."; }
  {
    echo "CREATE ROLE kowabunga LOGIN PASSWORD '$(cat "$(secret kowabunga-database)")';"
    echo "CREATE DATABASE kowabunga OWNER kowabunga;"
    echo "CREATE ROLE temporal LOGIN CREATEDB PASSWORD '$(cat "$(secret temporal-database)")';"
  } | postgres_as "$1/bin/postgres" --single -D "$made" postgres >>"$KOW_HOME/logs/initdb.log" 2>&1 || die "The first databases could not be made; see $KOW_HOME/logs/initdb.log."
  mv "$made" "$2"
}

postgres_up() {
  if process_pid postgres >/dev/null; then note "PostgreSQL runs"; return; fi
  port_free "$KOW_POSTGRES_PORT" PostgreSQL --postgres-port
  local binaries data=$KOW_HOME/postgres
  binaries=$(postgres_binaries)
  [ -d "$data" ] || postgres_make "$binaries" "$data"
  say "Starting PostgreSQL on 127.0.0.1:$KOW_POSTGRES_PORT"
  postgres_clear "$data"
  local -a as=() wanted=()
  local setting
  for setting in ${KOWABUNGA_POSTGRES_SETTINGS:-}; do wanted+=(-c "$setting"); done
  [ "$(id -u)" = 0 ] && as=(unshare -U)
  process_start postgres "${as[@]}" "$binaries/bin/postgres" -D "$data" -p "$KOW_POSTGRES_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on -c max_connections=200 -c shared_buffers=128MB "${wanted[@]}"
  process_ready postgres 60 postgres_answers
}

# A killed PostgreSQL leaves its pid file behind; where that pid is no PostgreSQL of this folder any more it would only be in the way.
postgres_clear() {
  local pid
  pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null) || return 0
  grep -qa "$1" "/proc/$pid/cmdline" 2>/dev/null || rm -f "$1/postmaster.pid"
}

postgres_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$KOW_POSTGRES_PORT") 2>/dev/null && grep -q 'ready' "$KOW_HOME/postgres/postmaster.pid"; }

postgres_down() {
  local pid
  # INT is PostgreSQL's fast shutdown: it rolls open transactions back and writes everything down.
  pid=$(process_pid postgres) && kill -INT "$pid" 2>/dev/null
  process_stop postgres 30
}
