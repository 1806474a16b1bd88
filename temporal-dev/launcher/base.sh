# shellcheck shell=bash
# What the other files of the launcher stand on: lines for the person, waiting with a limit, and processes known by pid files.
#
#   kow_say TEXT…                    a line on stderr with the seconds since the start (a `say` of the caller's takes precedence)
#   kow_fail TEXT…                   a line that says what went wrong; returns 1
#   kow_wait SECONDS CMD…            runs CMD until it succeeds, 20 times a second; returns 1 when SECONDS are over
#   kow_spawn PIDFILE LOG CMD…       starts CMD apart from this terminal, output appended to LOG, and notes it in PIDFILE
#   kow_bound LOG                    copies a log of more than 32 MiB to LOG.1 and empties it; whoever appends to it goes on
#   kow_note_pid PIDFILE PID         notes a process that somebody else started
#   kow_pid PIDFILE                  prints the pid if that very process still runs; returns 1 otherwise
#   kow_stop PIDFILE [SECONDS]       TERM, after SECONDS (5) KILL; forgets the file. Absent or recycled pids are no error
#   kow_locked LOCKFILE CMD…         runs CMD while holding the lock, so that two callers never do the same work at once
#
# A pid file is one line, "PID START", where START is the start time of the process in clock ticks since boot
# (field 22 of /proc/PID/stat, proc(5)): a pid that the kernel gave to another process since is never taken for ours.

kow_say() {
  if declare -F say >/dev/null; then say "$@"; else printf '%4ds  %s\n' "$SECONDS" "$*" >&2; fi
}

kow_fail() { kow_say "$@"; return 1; }

kow_wait() {
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    (( SECONDS <= end )) || return 1
    sleep 0.05
  done
}

# The name in field 2 may hold blanks and brackets, so fields are counted from the last ")".
kow_start_time() {
  local stat
  { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
  read -ra stat <<<"${stat##*) }"
  # A zombie has ended, its number is only kept for its parent; but while threads of it are left, its ports are still taken.
  [[ ${stat[0]} != Z ]] || (( stat[17] > 1 )) || return 1
  echo "${stat[19]}"
}

kow_note_pid() {
  local start
  start=$(kow_start_time "$2") || return 1
  echo "$2 $start" >"$1.new" && mv "$1.new" "$1"
}

kow_bound() {
  [[ -f $1 ]] && (( $(stat -c %s "$1") > 32 << 20 )) || return 0
  cp "$1" "$1.1" && : >"$1"
}

kow_spawn() {
  local file=$1 log=$2 monitor=$-; shift 2
  kow_bound "$log"
  # With job control the child would lead a group, and setsid would fork away from the pid that is noted.
  set +m
  # Descriptors above 2 are closed: a lock or a pipe of the caller must not live as long as the process does.
  (
    for fd in /proc/self/fd/*; do
      fd=${fd##*/}
      (( fd <= 2 )) || eval "exec $fd>&-"
    done
    exec setsid "$@" </dev/null >>"$log" 2>&1
  ) &
  [[ $monitor != *m* ]] || set -m
  kow_note_pid "$file" $! || return 1
  # The shell would comment on how the process ended.
  disown $! 2>/dev/null || true
}

kow_pid() {
  local pid start
  [[ -r $1 ]] && read -r pid start <"$1" || return 1
  [[ $(kow_start_time "$pid") == "$start" ]] || return 1
  echo "$pid"
}

kow_gone() { ! kow_pid "$1" >/dev/null; }

kow_stop() {
  local pid
  if pid=$(kow_pid "$1"); then
    kill "$pid" 2>/dev/null || true
    if ! kow_wait "${2:-5}" kow_gone "$1"; then
      kill -9 "$pid" 2>/dev/null || true
      kow_wait 5 kow_gone "$1" || return 1
    fi
  fi
  rm -f "$1"
}

kow_locked() {
  local lock=$1 fd rc=0; shift
  mkdir -p "${lock%/*}"
  exec {fd}>"$lock"
  flock "$fd"
  "$@" || rc=$?
  exec {fd}>&-
  return "$rc"
}
