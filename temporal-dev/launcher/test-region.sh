#!/usr/bin/env bash
# Proves that the region is what it says: reachable by nobody, able to reach Kahuna and nothing else of this machine, and tough.
#   test-region.sh      as root; about a minute; leaves nothing behind. KOW_TEST_PORT (21110) and the two after it are used on loopback.
set -euo pipefail
cd "$(dirname "$0")"
KOW_HOME=$(mktemp -d /var/tmp/kowabunga-test.XXXXXX)/.kowabunga
KOW_TAG=$(printf 'kow%03x' $((RANDOM % 4096)))
KOW_CACHE=${KOW_CACHE:-$HOME/.cache/kowabunga}
KOW_KAHUNA_PORT=${KOW_TEST_PORT:-21110}
export KOW_HOME KOW_TAG KOW_CACHE KOW_KAHUNA_PORT
for part in base packages guest probe region; do
  # shellcheck source=/dev/null
  . "./$part.sh"
done

work=${KOW_HOME%/*}
console=$work/first.log
failures=0
token="region-$RANDOM$RANDOM"

finish() {
  for pid in "$work"/*.pid; do kow_stop "$pid" 1; done
  region_down 1 >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap finish EXIT

# A sentence and a command that must succeed; `! command` needs `fails`.
proves() {
  local sentence=$1 out; shift
  if out=$("$@" 2>&1); then kow_say "ok    $sentence"; else
    kow_say "FAILS $sentence"; tail -8 <<<"$out" >&2; failures=$((failures + 1))
  fi
}
fails() { ! "$@"; }

machine_network() {
  ip -j -d link | jq -S 'map(del(.stats64, .operstate))'
  ip -j addr | jq -S 'map(.addr_info | map(del(.valid_life_time, .preferred_life_time)))'
  ip -j route show table all | jq -S .
  ip -6 -j route show table all | jq -S 'map(del(.expires))'
  ip -j rule | jq -S .
  nft list ruleset
}
ours_listening() {
  local pid pids
  pids=$({ region_processes | cut -d' ' -f2; ip netns pids "$KOW_TAG-k1"; } | sort -u)
  for pid in $pids; do ss -Hltunp | grep "pid=$pid," || true; done | grep .
}

serve() { mkdir -p "$work/$1"; kow_spawn "$work/$1.pid" "$work/$1.out" "$busybox" httpd -f -p "$2" -h "$work/$1"; }
kahuna_answers_inside() { [[ $(in_region k1 curl -sm 2 "http://$KOW_WAY_OUT/who") == kahuna ]]; }
reaches() { in_region k1 timeout 1 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }

# Every TCP port that listens on this machine, on loopback and on each of its own addresses, asked from inside.
machine_reachable() {
  local address port found=1
  for address in 127.0.0.1 ::1 10.96.0.2 $(ip -j addr | jq -r '.[].addr_info[] | select(.scope == "global") | .local'); do
    for port in $(ss -Hltn | awk '{ sub(/.*:/, "", $4); print $4 }' | sort -un); do
      if reaches "$address" "$port"; then echo "reached $address port $port"; found=0; fi
    done
  done
  return "$found"
}
# A packet enters a namespace through a device only. Succeeds where one of the region's devices has its other end elsewhere, or where the
# machine has an address or a route of the region. No packet is sent: where the region is closed it would leave for the machine's own network.
region_reachable() {
  ip -n "$(kaktus_netns k1)" -j -d link | jq -e 'any(.[]; has("link_netnsid"))' >/dev/null && return 0
  { ip -o addr; ip route show table all; } | grep -E "${KOW_GATEWAY%.*}\.|${KOW_WAY_OUT%.*}\.|${KOW_METADATA_ADDRESS%/*}"
}

make_instance() {
  local type
  type=$(probe_kvm)
  mkdir -p "$work/seed"
  printf 'instance-id: seed\nlocal-hostname: seed\n' >"$work/seed/meta-data"
  echo 'the metadata service has another' >"$work/seed/user-data"
  cat >"$work/seed/network-config" <<-END
	version: 2
	ethernets:
	  eth0:
	    match: {macaddress: "52:54:00:90:00:0a"}
	    addresses: [10.90.0.10/24]
	    gateway4: 10.90.0.1
	END
  genisoimage -quiet -V cidata -J -r -o "$work/seed.iso" "$work/seed"
  qemu-img create -q -f qcow2 -F qcow2 -b "$(guest_image)" "$work/first.qcow2"
  sed -e "s#@TYPE@#$type#; s#@WORK@#$work#" test-domain.xml >"$work/first.xml"
  kaktus_virsh k1 define "$work/first.xml" && kaktus_virsh k1 start first
}
qemu_pid() { cat "$KOW_HOME/region/k1/run/qemu/first.pid"; }
instance_answers() { in_region k1 curl -sm 2 http://10.90.0.10/ | grep -q '^instance first'; }
ready_times() { [[ $(grep -ac '^kowabunga: ready.$' "$console") == "$1" ]]; }
again() { local started=${EPOCHREALTIME/[.,]/}; region_up && (( (${EPOCHREALTIME/[.,]/} - started) < 1000000 )); }

# The guest reads network-config by words; these are the ways to write it that a platform or a person may choose.
network_config() { [[ $("$busybox" awk -f guest/root/network.awk | sort | xargs) == "$1" ]]; }
reads_json() {
  network_config "address 10.0.0.5/24 dns 10.0.0.2 mac 52:54:00:aa:bb:cc route default 10.0.0.1" <<<'{"version":2,"ethernets":{"a0":
    {"match":{"macaddress":"52:54:00:AA:BB:CC"},"dhcp4":false,"addresses":["10.0.0.5/24"],
    "routes":[{"to":"0.0.0.0/0","via":"10.0.0.1"}],"nameservers":{"addresses":["10.0.0.2"]}}}}'
}
reads_two_adapters() {
  network_config "address 10.0.0.5/24 address fd00::5/64 dhcp mac 52:54:00:00:00:01 name eth1 route 10.1.0.0/16 10.0.0.9" <<-END
	network:
	  version: 2
	  ethernets:
	    first:   # a comment
	      match:
	        macaddress: '52:54:00:00:00:01'
	      addresses:
	        - 10.0.0.5/24
	        - fd00::5/64
	      routes:
	        - via: 10.0.0.9
	          to: 10.1.0.0/16
	    eth1: {dhcp4: true}
	END
}

probe_rights && probe_devices
image=$(guest_image)
kow_say "guest image $image"
busybox=${image%/*}/busybox
proves "the guest reads network-config in JSON" reads_json
proves "and of two adapters, in YAML" reads_two_adapters
machine_network >"$work/before"
own=$(ip -j addr | jq -r '[.[].addr_info[] | select(.scope == "global" and .family == "inet") | .local][0]')
serve kahuna "127.0.0.1:$KOW_KAHUNA_PORT"; echo kahuna >"$work/kahuna/who"
serve decoy-loopback "127.0.0.1:$((KOW_KAHUNA_PORT + 1))"
serve decoy-everywhere "0.0.0.0:$((KOW_KAHUNA_PORT + 2))"

proves "the region comes up" region_up
proves "a second region_up takes under a second" again
region_status >&2
machine_network >"$work/during"
proves "the machine's links, addresses, routes and rules are as before" diff "$work/before" "$work/during"
proves "no process of the region listens in the machine's network" fails ours_listening
proves "Kahuna answers inside" kow_wait 5 kahuna_answers_inside
proves "nothing else of the machine answers inside" fails machine_reachable
if kow_pid "$KOW_HOME/region/k1/slirp.pid" >/dev/null; then
  in_region k1 nft delete table inet kowabunga_region
  proves "this test sees what the rules hold back" reaches "$own" "$((KOW_KAHUNA_PORT + 2))"
  region_up
  proves "and region_up brings them back" fails reaches "$own" "$((KOW_KAHUNA_PORT + 2))"
fi

mkdir -p "$work/metadata/latest/meta-data"
echo "$token" >"$work/metadata/latest/meta-data/instance-id"
echo first >"$work/metadata/latest/meta-data/local-hostname"
cat >"$work/metadata/latest/user-data" <<END
#!/bin/sh
echo user data ran on \$(hostname)
for url in http://$KOW_WAY_OUT/who http://$own:$((KOW_KAHUNA_PORT + 2))/; do
  case \$(timeout 3 wget -O - \$url 2>&1) in
    *kahuna* | *404* | *HTTP*) echo "instance reached \$url" ;;
    *) echo "instance cannot reach \$url" ;;
  esac
done
END
region_spawn k1 "$work/metadata.pid" "$work/metadata.out" "$busybox" httpd -f -p "${KOW_METADATA_ADDRESS%/*}:80" -h "$work/metadata"
proves "an instance is defined and started" make_instance
started=${EPOCHREALTIME/[.,]/}
proves "it says that it is ready" kow_wait 60 ready_times 1
kow_say "      $(( (${EPOCHREALTIME/[.,]/} - started) / 1000 )) ms after its start"
proves "it has the address of its seed" grep -a '^kowabunga: address 10.90.0.10/24' "$console"
proves "it has asked the metadata service who it is" grep -a "^kowabunga: metadata instance-id $token" "$console"
proves "its user data ran" kow_wait 5 grep -a '^user data ran on first' "$console"
proves "it answers in the region" kow_wait 5 instance_answers
proves "nothing of the region answers on the machine" fails region_reachable
proves "the way to Kahuna is closed to instances" kow_wait 8 grep -a "^instance cannot reach http://$KOW_WAY_OUT" "$console"
proves "and so is the machine" kow_wait 8 grep -a "^instance cannot reach http://$own" "$console"

kow_stop "$work/kahuna.pid"; serve kahuna "127.0.0.1:$KOW_KAHUNA_PORT"
proves "Kahuna answers again after its restart" kow_wait 5 kahuna_answers_inside
for part in relay-in relay-out slirp holder; do kill -9 "$(kow_pid "$KOW_HOME/region/k1/$part.pid")"; done
proves "relays, NAT and holder come back after kill -9" region_up
proves "and Kahuna answers again" kow_wait 5 kahuna_answers_inside
pid=$(qemu_pid)
kill -9 "$(kow_pid "$KOW_HOME/region/k1/libvirtd.pid")"
proves "the instance outlives its libvirtd" test -d "/proc/$pid"
proves "libvirtd comes back after kill -9" region_up
proves "it knows the instance" test "$(kaktus_domains k1)" = first
proves "which is the same process" test "$(qemu_pid)" = "$pid"
proves "and answers" instance_answers

kaktus_virsh k1 reboot first
proves "the instance starts again on reboot" kow_wait 40 ready_times 2
proves "and remembers its first start" grep -a '^kowabunga: kernel.*start 2' "$console"

qemu-img create -q -f qcow2 "$work/volume.qcow2" 32M
proves "a disk is plugged in while it runs" kaktus_virsh k1 attach-disk first "$work/volume.qcow2" vdb --targetbus virtio --driver qemu --subdriver qcow2

kow_stop "$work/metadata.pid"
proves "region_down shuts it down cleanly and ends" region_down 30
proves "by its power button" grep -aq 'reboot: Power down' "$console"
proves "no namespace is left" fails test -e "/run/netns/$KOW_TAG-k1"
proves "no process is left" fails grep -lsaF "$KOW_HOME" /proc/[0-9]*/cmdline
proves "no mount is left" fails grep -F "$KOW_HOME" /proc/self/mountinfo
machine_network >"$work/after"
proves "the machine's network is as before" diff "$work/before" "$work/after"
proves "region_down again is no error" region_down
(( failures == 0 )) || kow_fail "$failures failed; the console said: $(tail -5 "$console")"
kow_say "all proven"
