# shellcheck shell=bash
# The libvirtd of a Kaktus and its instances. Needs base.sh and kaktus.sh; reads KOW_HOME, KOW_CACHE.
#
#   libvirtd_configure HOME NAME         writes the configuration, once; the identity of the Kaktus is made here
#   libvirtd_up NAME                     starts libvirtd unless it runs; instances that outlived it are found again
#   kaktus_domains NAME                  names of the running instances' domains, one a line
#   kaktus_stop_instances NAME LIMIT     power button for each, LIMIT seconds later the plug

libvirtd_configure() {
  local home=$1 name=$2 folder
  [[ ! -f $home/etc/libvirtd.conf ]] || return 0
  mkdir -p "$home"/{etc,run,lib,log,cache} || return 1
  # Where the Kaktus mounts its own.
  for folder in /etc /run /var/lib /var/log /var/cache; do mkdir -p "$folder/libvirt"; done
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >"$home/hosts"
  echo "nameserver $KOW_EGRESS_DNS" >"$home/resolv.conf"
  # QEMU's answers to libvirt's questions take seconds to collect and are the same in every region of the machine.
  cp -a "$KOW_CACHE/libvirt/." "$home/cache/" 2>/dev/null || true
  # Mandatory access control, namespaces and control groups belong to a libvirt that owns the machine.
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
  cat >"$home/etc/libvirtd.conf.new" <<-END
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
  mv "$home/etc/libvirtd.conf.new" "$home/etc/libvirtd.conf"
}

kaktus_virsh() { local name=$1; shift; in_region "$name" timeout 20 virsh -q -c qemu:///system "$@" </dev/null; }
libvirtd_answers() { kaktus_virsh "$1" uri; }
# Answers, or has ended: waiting on would not help.
libvirtd_settled() { kow_gone "$KOW_HOME/region/$1/libvirtd.pid" || libvirtd_answers "$1"; }

# The first question for capabilities makes libvirt collect them.
libvirtd_share_capabilities() {
  [[ ! -d $KOW_CACHE/libvirt/qemu/capabilities ]] || return 0
  kaktus_virsh "$1" domcapabilities >/dev/null 2>&1 || return 0
  mkdir -p "$KOW_CACHE/libvirt/qemu"
  cp -a "$KOW_HOME/region/$1/cache/qemu/capabilities" "$KOW_CACHE/libvirt/qemu/" 2>/dev/null || true
}

libvirtd_up() {
  local name=$1 home=$KOW_HOME/region/$1
  ! kow_pid "$home/libvirtd.pid" >/dev/null || return 0
  rm -f "$home"/run/libvirt-sock* "$home"/run/libvirtd.pid
  region_spawn "$name" "$home/libvirtd.pid" "$home/libvirtd.out" libvirtd --pid-file /run/libvirt/libvirtd.pid || return 1
  kow_wait 60 libvirtd_settled "$name" || true
  libvirtd_answers "$name" >/dev/null || { kow_fail "libvirtd of $name does not answer, see $home/log/libvirtd.log"; return 1; }
  libvirtd_share_capabilities "$name"
}

kaktus_domains() { kaktus_virsh "$1" list --name | grep . || true; }
kaktus_silent() { [[ -z $(kaktus_domains "$1") ]]; }

kaktus_stop_instances() {
  local name=$1 limit=$2 domain domains
  # A libvirtd that died has left its instances running: only a libvirtd can press their power buttons.
  kaktus_up "$name" || return 1
  mapfile -t domains < <(kaktus_domains "$name")
  (( ${#domains[@]} )) || return 0
  kow_say "shutting down ${#domains[@]} instance(s) of $name"
  for domain in "${domains[@]}"; do kaktus_virsh "$name" shutdown "$domain" >/dev/null 2>&1 || true; done
  kow_wait "$limit" kaktus_silent "$name" && return 0
  for domain in $(kaktus_domains "$name"); do
    kow_say "instance $domain did not shut down within $limit s: pulling its plug"
    kaktus_virsh "$name" destroy "$domain" >/dev/null 2>&1 || true
  done
}
