# shellcheck shell=bash
# One Kaktus: a network namespace, a mount and UTS namespace, and a libvirtd of its own in them. Needs base.sh and wayout.sh; root only.
# Reads KOW_HOME, KOW_CACHE, KOW_TAG, KOW_KAHUNA_PORT and, with these defaults, the values below.
#
#   kaktus_up NAME             all of it, and what of it is missing when called again
#   kaktus_down NAME [LIMIT]   power button for each instance, LIMIT (25) seconds later the plug; then everything ends
#   kaktus_pid NAME            pid of the process that holds the namespaces; returns 1 when the Kaktus is down
#   kaktus_domains NAME        names of the running instances' domains, one a line
#   in_region NAME CMD…        runs CMD inside (network, mounts, host name), in the current folder; returns its exit code
#   exec_in_region NAME CMD…   the same in place of the current shell: `exec_in_region k1 java … & pid=$!`
#   region_spawn NAME PIDFILE LOG CMD…   starts CMD inside, apart from this terminal (kow_spawn)
#
# Files below $KOW_HOME/region/NAME/: etc run lib log cache are libvirt's folders (/etc/libvirt, /run/libvirt, …, inside);
# holder.pid libvirtd.pid relay-in.pid relay-out.pid slirp.pid; libvirtd.out. Inside, `qemu:///system` is this libvirtd;
# from outside it is "qemu+unix:///system?socket=$KOW_HOME/region/NAME/run/libvirt-sock".

: "${KOW_BRIDGE:=kow0}" "${KOW_GATEWAY:=10.90.0.1/24}" "${KOW_METADATA_ADDRESS:=169.254.169.254/32}"

kaktus_home() { echo "$KOW_HOME/region/$1"; }
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
  if [[ -e /run/netns/$ns ]] && ! ip -n "$ns" link show lo >/dev/null 2>&1; then ip netns delete "$ns"; fi
  [[ -e /run/netns/$ns ]] || ip netns add "$ns"
  ip -n "$ns" link set lo up
  ip -n "$ns" link add "$KOW_BRIDGE" type bridge
  ip -n "$ns" link set "$KOW_BRIDGE" up
  ip -n "$ns" addr add "$KOW_GATEWAY" dev "$KOW_BRIDGE"
  ip -n "$ns" addr add "$KOW_METADATA_ADDRESS" dev "$KOW_BRIDGE"
  # Frames between instances on one bridge must not run through the rules for routed packets.
  # shellcheck disable=SC2016
  ip netns exec "$ns" sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; cd /proc/sys/net/bridge 2>/dev/null || exit 0
    for file in bridge-nf-call-*; do echo 0 >"$file"; done'
}

kaktus_configuration() {
  local home=$1 name=$2 folder
  mkdir -p "$home"/{etc,run,lib,log,cache}
  for folder in /etc /run /var/lib /var/log /var/cache; do mkdir -p "$folder/libvirt"; done
  [[ -f $home/etc/libvirtd.conf ]] && return 0
  # Mandatory access control, name space and control group handling belong to a libvirt that owns the machine.
  cat >"$home/etc/qemu.conf" <<-END
	security_driver = "none"
	user = "root"
	group = "root"
	dynamic_ownership = 0
	remember_owner = 0
	cgroup_controllers = [ ]
	namespaces = [ ]
	stdio_handler = "file"
	END
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >"$home/hosts"
  echo "nameserver $KOW_EGRESS_DNS" >"$home/resolv.conf"
  # The answers of QEMU to libvirt's questions take seconds to collect and are the same in every region of the machine.
  cp -a "$KOW_CACHE/libvirt/." "$home/cache/" 2>/dev/null || true
  cat >"$home/etc/libvirtd.conf" <<-END
	host_uuid = "$(</proc/sys/kernel/random/uuid)"
	unix_sock_group = "root"
	unix_sock_ro_perms = "0700"
	unix_sock_rw_perms = "0700"
	auth_unix_ro = "none"
	auth_unix_rw = "none"
	listen_tls = 0
	listen_tcp = 0
	log_level = 3
	log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
	END
}

# Runs inside the new namespaces; /sys is mounted anew because it shows the devices of the network namespace that mounted it.
# shellcheck disable=SC2016
KAKTUS_HOLDER='
set -e
home=$1 name=$2
mount --make-rprivate /
mount -t sysfs sysfs /sys
for pair in etc:/etc run:/run lib:/var/lib log:/var/log cache:/var/cache; do
  mount --bind "$home/${pair%%:*}" "${pair#*:}/libvirt"
done
mount --bind "$home/hosts" /etc/hosts
# libvirtd looks this user up although it is told to use another; the package that makes it would also start a libvirtd.
for file in passwd group; do
  cp "/etc/$file" "$home/$file"
  grep -q "^libvirt-qemu:" "$home/$file" || echo "libvirt-qemu:x:64055:64055::/nonexistent:/usr/sbin/nologin" >>"$home/$file"
  mount --bind "$home/$file" "/etc/$file"
done
if [ -e /etc/resolv.conf ]; then mount --bind "$home/resolv.conf" /etc/resolv.conf; fi
hostname "$name"
touch "$home/held"
exec sleep infinity'

kaktus_holder() {
  local name=$1 home=$2
  kaktus_pid "$name" >/dev/null && return 0
  rm -f "$home/held"
  kow_spawn "$home/holder.pid" "$home/holder.out" \
    nsenter --net="/run/netns/$(kaktus_netns "$name")" unshare --mount --uts bash -c "$KAKTUS_HOLDER" "kowabunga-$name" "$home" "$name"
  kow_wait 5 test -e "$home/held" || { kow_fail "the namespaces of $name did not come up: $(tail -1 "$home/holder.out")"; return 1; }
}

kaktus_libvirtd_answers() { in_region "$1" timeout 5 virsh -q -c qemu:///system uri </dev/null >/dev/null 2>&1; }

# Answers, or has ended: waiting on would not help.
kaktus_libvirtd_settled() { kow_gone "$KOW_HOME/region/$1/libvirtd.pid" || kaktus_libvirtd_answers "$1"; }

kaktus_libvirtd() {
  local name=$1 home=$2
  kow_pid "$home/libvirtd.pid" >/dev/null && return 0
  rm -f "$home"/run/libvirt-sock* "$home"/run/libvirtd.pid
  region_spawn "$name" "$home/libvirtd.pid" "$home/libvirtd.out" libvirtd --pid-file /run/libvirt/libvirtd.pid
  kow_wait 60 kaktus_libvirtd_settled "$name" || true
  kaktus_libvirtd_answers "$name" || { kow_fail "libvirtd of $name does not answer, see $home/log/libvirtd.log"; return 1; }
  if [[ ! -d $KOW_CACHE/libvirt/qemu/capabilities ]]; then
    # The first question for capabilities makes libvirt collect them.
    in_region "$name" timeout 60 virsh -q -c qemu:///system domcapabilities </dev/null >/dev/null 2>&1 || true
    mkdir -p "$KOW_CACHE/libvirt/qemu"
    cp -a "$home/cache/qemu/capabilities" "$KOW_CACHE/libvirt/qemu/" 2>/dev/null || true
  fi
}

kaktus_up() {
  local name=$1 home
  home=$(kaktus_home "$name")
  kaktus_configuration "$home" "$name"
  kaktus_network "$name"
  kaktus_holder "$name" "$home"
  way_out_up "$name"
  egress_up "$name"
  kaktus_libvirtd "$name" "$home"
}

kaktus_domains() { in_region "$1" timeout 20 virsh -q -c qemu:///system list --name </dev/null | grep . || true; }
kaktus_silent() { [[ -z $(kaktus_domains "$1") ]]; }

kaktus_stop_instances() {
  local name=$1 limit=$2 domain domains
  # A libvirtd that died has left its instances running: only a libvirtd can press their power buttons.
  kaktus_up "$name"
  mapfile -t domains < <(kaktus_domains "$name")
  (( ${#domains[@]} )) || return 0
  kow_say "shutting down ${#domains[@]} instance(s) of $name"
  for domain in "${domains[@]}"; do
    in_region "$name" timeout 10 virsh -q -c qemu:///system shutdown "$domain" </dev/null >/dev/null 2>&1 || true
  done
  kow_wait "$limit" kaktus_silent "$name" && return 0
  for domain in $(kaktus_domains "$name"); do
    kow_say "instance $domain did not shut down within $limit s: pulling its plug"
    in_region "$name" timeout 20 virsh -q -c qemu:///system destroy "$domain" </dev/null >/dev/null 2>&1 || true
  done
}

kaktus_empty() { [[ -z $(ip netns pids "$(kaktus_netns "$1")" 2>/dev/null) ]]; }

kaktus_down() {
  local name=$1 limit=${2:-25} home ns
  home=$(kaktus_home "$name") ns=$(kaktus_netns "$name")
  if [[ -e /run/netns/$ns ]]; then
    if compgen -G "$home/run/qemu/*.pid" >/dev/null; then kaktus_stop_instances "$name" "$limit"; fi
    kow_stop "$home/libvirtd.pid"
    way_out_down "$name"
    egress_down "$name"
    # Whatever is left in the namespace was started by this Kaktus: its agent, or an instance that resisted.
    ip netns pids "$ns" | xargs -r kill 2>/dev/null || true
    kow_wait 5 kaktus_empty "$name" || ip netns pids "$ns" | xargs -r kill -9 2>/dev/null || true
    kow_wait 5 kaktus_empty "$name" || true
    ip netns delete "$ns"
  fi
  rm -f "$home"/{holder,libvirtd,relay-in,relay-out,slirp}.pid "$home/held" "$home/way-out.sock"
}
