# shellcheck shell=bash
# Kahuna's REST API from the shell.
#
#   api METHOD PATH [BODY]      prints the body; on an error says the reason and fails. API_HEADERS collects extra headers, the response's are in $KOW_HOME/run/headers
#   ensure KIND LIST-PATH CREATE-PATH BODY   the id of the object with BODY's name, made where it is missing
#   follow OPERATION            shows each step of an operation as it happens; fails as it fails

API_HEADERS=()

api() {
  local method=$1 path=$2 body=${3:-} answer status
  local -a call=(curl -sS -m 1900 -X "$method" -H "X-API-Key: $(cat "$KOW_HOME/secrets/admin-key")" -D "$KOW_HOME/run/headers" -o "$KOW_HOME/run/body" -w '%{http_code}' "${API_HEADERS[@]}")
  [ -n "$body" ] && call+=(-H 'Content-Type: application/json' -d "$body")
  status=$("${call[@]}" "http://$KOW_LISTEN:$KOW_KAHUNA_PORT/api/v1$path") || api_died $?
  answer=$(cat "$KOW_HOME/run/body")
  if [ "$status" -ge 400 ]; then
    printf '%s %s: %s\n' "$method" "$path" "$(jq -r '.reason // .' 2>/dev/null <<<"$answer")" >&2
    return 1
  fi
  printf %s "$answer"
}

api_died() { # curl's exit code; 23 is that of a file which cannot be written
  [ "$1" != 23 ] || die "Kahuna's answer cannot be written to $KOW_HOME/run."
  die "Kahuna does not answer at http://$KOW_LISTEN:$KOW_KAHUNA_PORT."
}

header() { grep -i "^$1:" "$KOW_HOME/run/headers" | tail -n 1 | cut -d' ' -f2- | tr -d '\r'; }

find_named() { # KIND LIST-PATH NAME: prints the id; 1 where there is none of that name, 2 where that cannot be known
  local id ids object
  ids=$(api GET "$2") || return 2
  for id in $(jq -r '.[]' <<<"$ids"); do
    object=$(api GET "/$1/$id") || return 2
    [ "$(jq -r .name <<<"$object")" = "$3" ] && printf %s "$id" && return 0
  done
  return 1
}

ensure() {
  local kind=$1 list=$2 create=$3 body=$4 name id found=0
  name=$(jq -r .name <<<"$body")
  id=$(find_named "$kind" "$list" "$name") || found=$?
  case $found in 0) printf %s "$id" && return ;; 2) exit 1 ;; esac
  api POST "$create" "$body" >"$KOW_HOME/run/made" || exit 1
  jq -r .id "$KOW_HOME/run/made" | tr -d '\n'
}

# The same for what an operation makes: its steps are shown on standard error while they happen, and the id is printed at the end.
ensure_by_operation() { # KIND LIST-PATH CREATE-PATH BODY
  local kind=$1 list=$2 create=$3 body=$4 name id operation found=0
  name=$(jq -r .name <<<"$body")
  id=$(find_named "$kind" "$list" "$name") || found=$?
  case $found in 0) printf %s "$id" && return ;; 2) exit 1 ;; esac
  say "Creating $kind $name" >&2
  API_HEADERS=(-H 'Prefer: respond-async')
  operation=$(api POST "$create" "$body") || exit 1
  API_HEADERS=()
  follow "$(jq -r .id <<<"$operation")" >&2 || exit 1
  jq -r .resource <<<"$operation" | tr -d '\n'
}

follow() {
  local operation=$1 line shown='' now state=''
  while [ "$state" = '' ]; do
    while IFS= read -r line; do
      case $line in data:*) ;; *) continue ;; esac
      line=${line#data:}
      now=$(jq -r '.steps[]? | "\(.number)\t\(.state)\t\(.name)\t\(.error // .last_error // "")\t\(.progress // "")"' <<<"$line") || continue
      diff_steps "$shown" "$now"
      shown=$now
      case $(jq -r .state <<<"$line") in
        SUCCEEDED) state=succeeded && break ;;
        FAILED | CANCELLED) state=failed && break ;;
        ATTENTION) note "  stands still and needs a decision: $(jq -r '.reason // "see the operation"' <<<"$line")" ;;
      esac
    done < <(curl -sSN -m 1800 -H "X-API-Key: $(cat "$KOW_HOME/secrets/admin-key")" "http://$KOW_LISTEN:$KOW_KAHUNA_PORT/api/v1/operation/$operation/events")
    [ "$state" = '' ] && sleep 1
  done
  [ "$state" = succeeded ] && return 0
  printf '%s%s%s\n' "$RED" "$(jq -r '"\(.verb) of \(.resource_name) \(.state | ascii_downcase): \(.reason // "no reason given")"' <<<"$line")" "$PLAIN"
  return 1
}

diff_steps() {
  local number state name error progress
  while IFS=$'\t' read -r number state name error progress; do
    [ -n "$number" ] || continue
    grep -qxF "$(printf '%s\t%s\t%s\t%s\t%s' "$number" "$state" "$name" "$error" "$progress")" <<<"$1" && continue
    case $state in
      DONE) say "   ${GREEN}✓${PLAIN} $name" ;;
      RUNNING) note "   … $name${progress:+ ($progress)}${error:+ — $error}" ;;
      *) say "   $(tr '[:upper:]' '[:lower:]' <<<"$state"): $name${error:+ — $error}" ;;
    esac
  done <<<"$2"
}
