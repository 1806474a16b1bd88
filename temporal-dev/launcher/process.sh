# shellcheck shell=bash
# Processes that the launcher starts, by name: $KOW_HOME/run/NAME.pid, $KOW_HOME/logs/NAME.log. Needs base.sh.
#
#   process_start NAME CMD…          in a session of its own
#   process_pid NAME                 prints the pid while it runs, else fails
#   process_stop NAME [SECONDS]      TERM, then KILL past the limit (10 s)
#   process_bound_logs               bounds the logs of all processes
#   process_ready NAME SECONDS CMD…  until CMD succeeds; dies with the end of the log where the process has gone
#   port_free PORT WHAT OPTION       dies with a sentence where somebody else listens on it

process_start() {
  local name=$1
  shift
  kow_spawn "$KOW_HOME/run/$name.pid" "$KOW_HOME/logs/$name.log" "$@"
}

# Every command of the launcher does this, so that a platform that runs for months does not fill the disk.
process_bound_logs() {
  local log
  for log in "$KOW_HOME"/logs/*.log "$KOW_HOME"/region/*/*.out "$KOW_HOME"/region/*/log/*.log; do kow_bound "$log" 2>/dev/null || true; done
}

process_pid() { kow_pid "$KOW_HOME/run/$1.pid"; }

process_stop() { kow_stop "$KOW_HOME/run/$1.pid" "${2:-10}"; }

port_free() {
  local port=$1 what=$2 option=$3 holder
  if ss -Hltn "sport = :$port" 2>/dev/null | grep -q .; then
    holder=$(ss -Hltnp "sport = :$port" | grep -o '"[^"]*",pid=[0-9]*' | head -n 1 | tr -d '"' || true)
    die "Port $port, wanted for $what, is taken${holder:+ by $holder}. Stop that, or choose another one with $option (or --ports-from N for all)."
  fi
}

process_ready() {
  local name=$1 deadline=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! process_pid "$name" >/dev/null; then
      tail -n 15 "$KOW_HOME/logs/$name.log" >&2
      die "$name ended instead of starting; its log is $KOW_HOME/logs/$name.log."
    fi
    [ "$SECONDS" -lt "$deadline" ] || die "$name did not become ready in time; its log is $KOW_HOME/logs/$name.log."
    sleep 0.2
  done
}
