# shellcheck shell=bash disable=SC2034,SC2015
# Options and settings: what the command line says wins over $KOW_HOME/settings.env, which wins over the defaults.
# The settings of the first `up` are kept, so that `status`, `down` and a second `up` need no options.

KOW_SETTINGS=(KOW_LISTEN KOW_KAHUNA_PORT KOW_KOALA_PORT KOW_CONSOLE_PORT KOW_TEMPORAL_PORT KOW_POSTGRES_PORT KOW_KAHUNA_MANAGEMENT_PORT KOW_KOALA_MANAGEMENT_PORT KOW_HISTORY_PORT KOW_MATCHING_PORT KOW_WORKER_PORT KOW_METRICS_PORT KOW_SIMULATED KOW_DOMAIN_TYPE KOW_TEMPLATE_SOURCE)

settings_ports_from() {
  local base=$1
  [[ $base =~ ^[1-9][0-9]*$ ]] && [ "$base" -ge 1024 ] && [ "$base" -le 65500 ] || die "--ports-from: a number from 1024 to 65500 is needed, not '$base'."
  KOW_KAHUNA_PORT=$base KOW_KOALA_PORT=$((base + 1)) KOW_CONSOLE_PORT=$((base + 2)) KOW_TEMPORAL_PORT=$((base + 3))
  KOW_POSTGRES_PORT=$((base + 4)) KOW_KAHUNA_MANAGEMENT_PORT=$((base + 5)) KOW_KOALA_MANAGEMENT_PORT=$((base + 6))
  KOW_HISTORY_PORT=$((base + 7)) KOW_MATCHING_PORT=$((base + 8)) KOW_WORKER_PORT=$((base + 9)) KOW_METRICS_PORT=$((base + 10))
}

settings_port() { # OPTION VALUE VARIABLE
  [[ $2 =~ ^[1-9][0-9]*$ ]] && [ "$2" -le 65535 ] || die "$1: a port from 1 to 65535 is needed, not '$2'."
  printf -v "$3" %s "$2"
}

settings_load() { # OPTIONS…; leaves what is no option in ARGS
  settings_ports_from 8480
  KOW_LISTEN=127.0.0.1 KOW_SIMULATED=false KOW_DOMAIN_TYPE=${KOW_DOMAIN_TYPE:-auto} KOW_TEMPLATE_SOURCE=${KOW_TEMPLATE_SOURCE:-}
  KOW_HOME=${KOWABUNGA_HOME:-$KOW_ROOT/.kowabunga}
  local arg next
  local -a options=("$@")
  for ((next = 0; next < ${#options[@]}; next++)); do
    [ "${options[next]}" != --home ] || KOW_HOME=${options[next + 1]:-}
  done
  [ -n "$KOW_HOME" ] || die "--home needs a folder. See ./kowabunga --help."
  KOW_HOME=$(realpath -m "$KOW_HOME")
  # shellcheck source=/dev/null
  [ -f "$KOW_HOME/settings.env" ] && . "$KOW_HOME/settings.env"
  ARGS=()
  while [ $# -gt 0 ]; do
    arg=$1
    case $arg in
      --home | --ports-from | --listen | --kahuna-port | --koala-port | --console-port | --temporal-port | --postgres-port | --domain-type | --template)
        [ $# -ge 2 ] || die "$arg needs a value. See ./kowabunga --help."
        case $arg in
          --home) ;;
          --ports-from) settings_ports_from "$2" ;;
          --listen) KOW_LISTEN=$2 ;;
          --kahuna-port) settings_port "$arg" "$2" KOW_KAHUNA_PORT ;;
          --koala-port) settings_port "$arg" "$2" KOW_KOALA_PORT ;;
          --console-port) settings_port "$arg" "$2" KOW_CONSOLE_PORT ;;
          --temporal-port) settings_port "$arg" "$2" KOW_TEMPORAL_PORT ;;
          --postgres-port) settings_port "$arg" "$2" KOW_POSTGRES_PORT ;;
          --template) KOW_TEMPLATE_SOURCE=$2 ;;
          --domain-type)
            case $2 in auto | kvm | qemu) KOW_DOMAIN_TYPE=$2 ;; *) die "--domain-type: auto, kvm or qemu, not '$2'." ;; esac
            ;;
        esac
        shift 2
        ;;
      --simulated) KOW_SIMULATED=true && shift ;;
      *) ARGS+=("$arg") && shift ;;
    esac
  done
  KOW_CACHE=${KOWABUNGA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kowabunga}
  KOW_TAG=kow$(printf %s "$KOW_HOME" | cksum | cut -d' ' -f1 | xargs printf %04x | tail -c 4)
  export KOW_HOME KOW_CACHE KOW_TAG "${KOW_SETTINGS[@]}"
}

# Only a folder that Kowabunga made, or one with nothing in it but what is meant for it, may become or be a home: a purge removes it.
home_require_ours() {
  local other
  if [ ! -d "$KOW_HOME" ] || home_is_made; then return; fi
  other=$(find "$KOW_HOME" -mindepth 1 -maxdepth 1 ! -name run ! -name logs ! -name etc ! -name holds 2>/dev/null | head -n 1)
  [ -z "$other" ] || die "$KOW_HOME is no home of Kowabunga: it has ${other##*/} and perhaps more in it. Choose an empty or a new folder with --home."
}

home_is_made() { grep -qs '^KOW_KAHUNA_PORT=' "$KOW_HOME/settings.env"; }

# What runs goes on with the settings that it was started with, and a platform keeps its kind for as long as it has data.
settings_require_same() {
  local name kept
  home_is_made || return 0
  for name in "${KOW_SETTINGS[@]}"; do
    # shellcheck source=/dev/null
    kept=$(. "$KOW_HOME/settings.env" && printf %s "${!name}")
    [ "$kept" != "${!name}" ] || continue
    case $name in
      KOW_TEMPLATE_SOURCE | KOW_DOMAIN_TYPE) ;;
      KOW_SIMULATED)
        [ ! -d "$KOW_HOME/postgres" ] || die "The platform in $KOW_HOME is $([ "$kept" = true ] && echo simulated || echo 'one of real machines') and stays so. Choose another --home for the other kind, or remove this one first: ./kowabunga down --purge" ;;
      *) ! settings_in_use || die "The platform in $KOW_HOME runs with other settings (${name#KOW_} is $kept, not ${!name}). Leave the options out, or stop it first: ./kowabunga down" ;;
    esac
  done
}

settings_in_use() {
  local name
  for name in postgres temporal kahuna koala; do ! process_pid "$name" >/dev/null || return 0; done
  return 1
}

settings_keep() {
  mkdir -p "$KOW_HOME"/{logs,run,secrets,etc}
  chmod 700 "$KOW_HOME" "$KOW_HOME/secrets"
  local name
  for name in "${KOW_SETTINGS[@]}"; do printf '%s=%q\n' "$name" "${!name}"; done >"$KOW_HOME/settings.env.new"
  mv "$KOW_HOME/settings.env.new" "$KOW_HOME/settings.env"
}

secret() { # NAME: prints the path of a file with a random secret, made once
  local file=$KOW_HOME/secrets/$1
  if [ ! -s "$file" ]; then
    (umask 077 && head -c 32 /dev/urandom | base64 | tr -d '\n=+/' >"$file.new") && mv "$file.new" "$file"
  fi
  printf %s "$file"
}
