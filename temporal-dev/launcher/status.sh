# shellcheck shell=bash
# What runs: for people, or with `-o json` for scripts.

status_processes() {
  local file name
  for file in "$KOW_HOME"/run/*.pid; do
    [ -f "$file" ] || continue
    name=$(basename "$file" .pid)
    if process_pid "$name" >/dev/null; then printf '%s\t%s\n' "$name" "$(process_pid "$name")"; fi
  done
}

status_json() {
  status_processes | jq -Rn --arg api "http://$KOW_LISTEN:$KOW_KAHUNA_PORT" --arg koala "http://$KOW_LISTEN:$KOW_KOALA_PORT" \
    --arg temporal "http://$KOW_LISTEN:$KOW_CONSOLE_PORT" --arg key "$KOW_HOME/secrets/admin-key" --argjson simulated "$KOW_SIMULATED" \
    '{api: $api, koala: $koala, temporal: $temporal, adminKeyFile: $key, simulated: $simulated,
      processes: ([inputs | split("\t") | {(.[0]): (.[1] | tonumber)}] | add // {})}'
}

status_people() {
  local name pid
  echo "Kowabunga in $KOW_HOME$([ "$KOW_SIMULATED" = true ] && echo ' — SIMULATED: this region exists in memory only')"
  status_processes | while IFS=$'\t' read -r name pid; do
    printf '  %-14s pid %-8s %5d MiB\n' "$name" "$pid" "$(awk '/^VmRSS/ {print int($2 / 1024)}' "/proc/$pid/status" 2>/dev/null || echo 0)"
  done
  if ! process_pid kahuna >/dev/null; then
    echo "  Kahuna does not run. Start all with: ./kowabunga up"
  else
    addresses
  fi
}

addresses() {
  cat <<TEXT

  API              http://$KOW_LISTEN:$KOW_KAHUNA_PORT/api/v1   (documentation: http://$KOW_LISTEN:$KOW_KAHUNA_PORT/docs)
  Koala            http://$KOW_LISTEN:$KOW_KOALA_PORT
  Temporal console http://$KOW_LISTEN:$KOW_CONSOLE_PORT/namespaces/kowabunga
  Admin key        $KOW_HOME/secrets/admin-key   (Koala asks for it; or admin@localhost with the password in $KOW_HOME/secrets/admin-password)
TEXT
}
