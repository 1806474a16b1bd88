# shellcheck shell=bash
# The data center that nobody can reach, on one machine: network namespaces with a way out to Kahuna and none in. Root only.
# Needs base.sh; brings kaktus.sh, libvirtd.sh and wayout.sh. The machine's own devices, addresses, routes, rules and listening ports stay as they are.
#
#   region_up                brings up every Kaktus of KOW_KAKTUS ("k1", the first is the gateway); again when all is up: well under a second
#   region_down [LIMIT]      shuts instances down (LIMIT seconds, then the plug) and ends everything; disks and definitions stay
#   region_status            one line for each part; returns 1 unless every Kaktus is up
#   region_processes         "NAME PID" lines of what runs, for scripts
# For a Kaktus: see kaktus.sh (in_region, exec_in_region, region_spawn, kaktus_up, kaktus_down).

: "${KOW_KAKTUS:=k1}"
KOW_LAUNCHER=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in kaktus libvirtd wayout; do
  # shellcheck source=/dev/null
  . "$KOW_LAUNCHER/$part.sh"
done

region_each() {
  local name act=$1; shift
  for name in $KOW_KAKTUS; do "$act" "$name" "$@" || return 1; done
}

region_up() {
  (( EUID == 0 )) || { kow_fail "a region needs root: namespaces, a bridge and libvirt are not for ordinary users"; return 1; }
  kow_locked "$KOW_HOME/region/lock" region_each kaktus_up
}

region_down() { kow_locked "$KOW_HOME/region/lock" region_each kaktus_down "$@"; }

region_processes() {
  local name part pid
  for name in $KOW_KAKTUS; do
    for part in holder libvirtd relay-in relay-out slirp; do
      if pid=$(kow_pid "$KOW_HOME/region/$name/$part.pid"); then echo "$name-$part $pid"; fi
    done
  done
}

region_status() {
  local name home domains up=0
  for name in $KOW_KAKTUS; do
    home=$KOW_HOME/region/$name
    if ! kaktus_pid "$name" >/dev/null; then echo "kaktus $name: down"; up=1; continue; fi
    echo "kaktus $name: network namespace $(kaktus_netns "$name"), bridge $KOW_BRIDGE" \
      "$([[ $name == "${KOW_KAKTUS%% *}" ]] && echo "with gateway $KOW_GATEWAY and metadata ${KOW_METADATA_ADDRESS%/*}" || echo "joined to ${KOW_KAKTUS%% *}")"
    if kow_pid "$home/libvirtd.pid" >/dev/null && domains=$(kaktus_domains "$name"); then
      echo "  libvirtd: pid $(kow_pid "$home/libvirtd.pid"), $(grep -c . <<<"$domains" || true) domain(s) running"
    else echo "  libvirtd: down"; up=1; fi
    if kow_pid "$home/relay-in.pid" >/dev/null && kow_pid "$home/relay-out.pid" >/dev/null; then
      echo "  to Kahuna: $KOW_WAY_OUT inside is 127.0.0.1:$KOW_KAHUNA_PORT outside"
    else echo "  to Kahuna: relay down"; up=1; fi
    echo "  to the Internet: $(egress_state "$name")"
  done
  return "$up"
}
