# shellcheck shell=bash
# One Kaktus: a network namespace, a mount and UTS namespace, and a libvirtd of its own in them. Needs base.sh; root only.
# Reads KOW_HOME, KOW_CACHE, KOW_TAG, KOW_KAHUNA_PORT and, with the defaults below, KOW_BRIDGE, KOW_GATEWAY, KOW_METADATA_ADDRESS.
#
#   kaktus_up NAME             all of it, and what of it is missing when called again
#   kaktus_down NAME [LIMIT]   power button for each instance, LIMIT (25) seconds later the plug; then everything inside ends
#                              (stop the agent first, or it sees its instances go)
#   kaktus_pid NAME            pid of the process that holds the namespaces; returns 1 when the Kaktus is down
#   in_region NAME CMD…        runs CMD inside (network, mounts, host name), in the current folder; returns its exit code
#   exec_in_region NAME CMD…   the same in place of the current shell: `exec_in_region k1 java … & pid=$!`
#   region_spawn NAME PIDFILE LOG CMD…   starts CMD inside, apart from this terminal (kow_spawn)
#
# Files below $KOW_HOME/region/NAME/: etc run lib log cache are libvirt's folders (/etc/libvirt, /run/libvirt, …, inside);
# holder.pid libvirtd.pid relay-in.pid relay-out.pid slirp.pid; what the programs said: *.out. Inside, `qemu:///system` is this
# libvirtd; from outside it is "qemu+unix:///system?socket=$KOW_HOME/region/NAME/run/libvirt-sock".

: "${KOW_BRIDGE:=kow0}" "${KOW_GATEWAY:=10.90.0.1/24}" "${KOW_METADATA_ADDRESS:=169.254.169.254/32}"
KOW_HOLDER=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/holder.sh

kaktus_netns() { echo "$KOW_TAG-$1"; }
kaktus_pid() { kow_pid "$KOW_HOME/region/$1/holder.pid"; }

# Fills KOW_ENTER with the words that enter the namespaces of $1. nsenter and env replace themselves, so the pid stays the same.
kaktus_enter() {
  local pid
  pid=$(kaktus_pid "$1") || { kow_fail "the Kaktus $1 is not up"; return 1; }
  KOW_ENTER=(nsenter --target "$pid" --mount --uts --net -- env -C "$PWD")
}
in_region() { local name=$1 KOW_ENTER; shift; kaktus_enter "$name" && "${KOW_ENTER[@]}" "$@"; }
exec_in_region() { local name=$1 KOW_ENTER; shift; kaktus_enter "$name" && exec "${KOW_ENTER[@]}" "$@"; }
region_spawn() {
  local name=$1 file=$2 log=$3 KOW_ENTER; shift 3
  kaktus_enter "$name" && kow_spawn "$file" "$log" "${KOW_ENTER[@]}" "$@"
}

kaktus_network() {
  local ns
  ns=$(kaktus_netns "$1")
  ! ip -n "$ns" link show "$KOW_BRIDGE" >/dev/null 2>&1 || return 0
  # A name without a namespace behind it is what a restart of the machine may leave.
  if [[ -e /run/netns/$ns ]] && ! ip -n "$ns" link show lo >/dev/null 2>&1; then ip netns delete "$ns"; fi
  [[ -e /run/netns/$ns ]] || ip netns add "$ns" || return 1
  ip -n "$ns" -batch - <<-END || return 1
	link set lo up
	link add $KOW_BRIDGE type bridge
	link set $KOW_BRIDGE up
	END
  # Frames between instances on one bridge must not run through the rules for routed packets.
  # shellcheck disable=SC2016
  ip netns exec "$ns" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; cd /proc/sys/net/bridge 2>/dev/null || exit 0
    for file in bridge-nf-call-*; do echo 0 >"$file"; done'
}

# The first Kaktus has the addresses of gateway and metadata; the bridges of the others are joined to its bridge.
kaktus_join() {
  local name=$1 first=${KOW_KAKTUS%% *} ns far
  ns=$(kaktus_netns "$name") far=$(kaktus_netns "$first")
  if [[ $name == "$first" ]]; then
    ip -n "$ns" addr replace "$KOW_GATEWAY" dev "$KOW_BRIDGE" && ip -n "$ns" addr replace "$KOW_METADATA_ADDRESS" dev "$KOW_BRIDGE"
    return
  fi
  ! ip -n "$ns" link show "to-$first" >/dev/null 2>&1 || return 0
  ip -n "$ns" link add "to-$first" type veth peer name "to-$name" netns "$far" &&
    ip -n "$ns" link set "to-$first" master "$KOW_BRIDGE" up &&
    ip -n "$far" link set "to-$name" master "$KOW_BRIDGE" up
}

kaktus_holder() {
  local name=$1 home=$KOW_HOME/region/$1
  ! kaktus_pid "$name" >/dev/null || return 0
  rm -f "$home/held"
  kow_spawn "$home/holder.pid" "$home/holder.out" \
    nsenter --net="/run/netns/$(kaktus_netns "$name")" unshare --mount --uts "$KOW_HOLDER" "$home" "$name" || return 1
  kow_wait 20 test -e "$home/held" || { kow_fail "the namespaces of $name did not come up: $(tail -1 "$home/holder.out")"; return 1; }
}

kaktus_up() {
  local name=$1
  libvirtd_configure "$KOW_HOME/region/$name" "$name" &&
    kaktus_network "$name" &&
    kaktus_join "$name" &&
    kaktus_holder "$name" &&
    way_out_up "$name" &&
    egress_up "$name" &&
    libvirtd_up "$name"
}

kaktus_empty() { [[ -z $(ip netns pids "$(kaktus_netns "$1")" 2>/dev/null) ]]; }
# The shell's own kill: a bare system has no other.
kaktus_kill() {
  local pid
  for pid in $(ip netns pids "$(kaktus_netns "$2")"); do kill "$1" "$pid" 2>/dev/null || true; done
}

kaktus_down() {
  local name=$1 limit=${2:-25} home=$KOW_HOME/region/$1 ns
  ns=$(kaktus_netns "$name")
  if [[ -e /run/netns/$ns ]]; then
    if compgen -G "$home/run/qemu/*.pid" >/dev/null; then
      kaktus_stop_instances "$name" "$limit" || kow_say "instances of $name cannot be shut down: ending them"
    fi
    kow_stop "$home/libvirtd.pid"
    way_out_down "$name"
    egress_down "$name"
    # Whatever is left in the namespace was started by this Kaktus: its agent, or an instance that resisted.
    kaktus_kill -TERM "$name"
    kow_wait 5 kaktus_empty "$name" || kaktus_kill -KILL "$name"
    # An instance that is killed gives its memory back first, which takes long on a busy machine.
  kow_wait 30 kaktus_empty "$name" || { kow_fail "processes of $name cannot be ended: $(ip netns pids "$ns" | xargs)"; return 1; }
    ip netns delete "$ns" || return 1
  fi
  rm -f "$home"/{holder,libvirtd,relay-in,relay-out,slirp}.pid "$home/held" "$home/way-out.sock"
}
