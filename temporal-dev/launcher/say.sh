# shellcheck shell=bash disable=SC2034
# What the launcher says, and how: one line a matter, with the time since the command began.
#
#   say TEXT…            a line of progress
#   note TEXT…           a line that matters less
#   die TEXT…            one sentence on what is wrong and what to do, then exit 1
#   quietly NAME CMD…    runs CMD with its output in $KOW_HOME/logs/NAME.log; says every 20 s that it is still at it;
#                        on failure shows the end of that log and where it is
#   wait_for SECONDS WHAT CMD…   until CMD succeeds; dies with WHAT past the limit

SAY_BEGAN=${SAY_BEGAN:-$EPOCHREALTIME}

elapsed() {
  local now=$EPOCHREALTIME
  printf '%d.%d' $(((${now/[.,]/} - ${SAY_BEGAN/[.,]/}) / 1000000)) $(((${now/[.,]/} - ${SAY_BEGAN/[.,]/}) / 100000 % 10))
}

if [ -t 2 ]; then BOLD=$'\e[1m' DIM=$'\e[2m' RED=$'\e[31m' GREEN=$'\e[32m' PLAIN=$'\e[0m'; else BOLD='' DIM='' RED='' GREEN='' PLAIN=''; fi

# Progress goes to standard error: what a command is asked for is alone on standard output.
say() { printf '%s%7ss%s  %s\n' "$DIM" "$(elapsed)" "$PLAIN" "$*" >&2; }
note() { printf '%s%7ss  %s%s\n' "$DIM" "$(elapsed)" "$*" "$PLAIN" >&2; }
die() {
  printf '%s%s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}

quietly() {
  local name=$1 log pid status=0 ticks=0
  shift
  mkdir -p "$KOW_HOME/logs"
  log=$KOW_HOME/logs/$name.log
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    ticks=$((ticks + 1))
    [ $((ticks % 100)) = 0 ] && note "… still at it: $name ($(tail -c 200 "$log" | tr -d '\r' | grep -av '^$' | tail -n 1 | cut -c1-90))"
  done
  wait "$pid" || status=$?
  if [ "$status" != 0 ]; then
    tail -n 25 "$log" >&2
    printf '%s%s failed; all it said is in %s%s\n' "$RED" "$name" "$log" "$PLAIN" >&2
  fi
  return "$status"
}

wait_for() {
  local limit=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + limit))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || die "$what"
    sleep 0.2
  done
}
