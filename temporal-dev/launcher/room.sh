# shellcheck shell=bash
# Room on the disks of home and cache.
#
#   room_require   dies where there is too little for what `up` is about to do; makes nothing
#   room_watch     from here on the launcher says when the disk is full, at once and where it fails: whatever broke then broke for that reason

room_free() { # FOLDER, which need not exist yet: prints MiB
  local folder=$1
  until [ -d "$folder" ]; do folder=$(dirname "$folder"); done
  df -Pk "$folder" | awk 'NR == 2 {print int($4 / 1024)}'
}

# The first `up` fetches, builds and makes databases; later ones only go on writing.
room_require() {
  local folder free needed=3072
  [ ! -d "$KOW_HOME/postgres" ] || needed=256
  for folder in "$KOW_HOME" "$KOW_CACHE"; do
    free=$(room_free "$folder")
    [ "$free" -ge "$needed" ] || die "Only $free MiB are free where $folder is; $needed MiB are needed. Free some, or choose another place with $([ "$folder" = "$KOW_HOME" ] && echo --home || echo KOWABUNGA_CACHE)."
  done
}

room_watch() {
  room_look & # apart, since the launcher itself may be waiting for an operation that waits for room
  ROOM_LOOKER=$!
  disown
  trap room_tell EXIT
}

room_full() { [ "$(room_free "$KOW_HOME")" -lt 16 ]; }

room_look() {
  exec 9>&-
  until room_full; do sleep 3 >/dev/null 2>&1; done
  say "${RED}The disk is full where $KOW_HOME is.$PLAIN Free some: what waits for it goes on by itself."
}

room_tell() {
  local status=$?
  kill "$ROOM_LOOKER" 2>/dev/null || true
  if [ "$status" != 0 ] && room_full; then
    printf '%s\n' "${RED}The disk is full where $KOW_HOME is. Free some and run ./kowabunga up again: it goes on from where it is.$PLAIN" >&2
  fi
  exit "$status"
}
