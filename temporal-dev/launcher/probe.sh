# shellcheck shell=bash
# What this machine allows. Needs base.sh, and guest.sh for probe_kvm; reads KOW_CACHE, KOW_DOMAIN_TYPE.
#
#   probe_rights     returns 0 when this machine lets us make a region; else a sentence, and 1. Needs no package
#   probe_devices    the same for what the kernel has, with a sentence for each thing that is missing. Needs the packages. Neither changes anything
#   probe_kvm        prints "kvm" or "qemu" (software emulation), and on stderr why; up to 15 s the first time, then from the cache
#
# /dev/kvm and libvirt's capabilities prove nothing: under some clouds the device is there, a guest starts, and its kernel never gets
# anywhere. So KVM is believed only when the small guest boots with it. KOW_DOMAIN_TYPE=kvm|qemu decides instead of the probe.

# Tries one thing in a network namespace that ends with the command.
probe_try() { unshare --net --mount sh -c "$1" >/dev/null 2>&1; }

probe_rights() {
  [[ $(uname -s) == Linux ]] || { kow_fail "a region needs Linux, this is $(uname -s)"; return 1; }
  [[ $(uname -m) == x86_64 ]] || { kow_fail "instances are x86_64, this machine is $(uname -m)"; return 1; }
  (( EUID == 0 )) || { kow_fail "a region needs root for namespaces, a bridge and libvirt; you are $(id -un)"; return 1; }
  probe_try true || { kow_fail "this machine allows no network and mount namespaces (a container without the privilege to make them?)"; return 1; }
}

probe_devices() {
  local missing=0
  lack() { kow_say "$@"; missing=1; }
  probe_try 'ip link add b0 type bridge' || lack "the kernel has no bridges (module bridge)"
  probe_try 'ip link add v0 type veth peer name v1' || lack "the kernel has no veth pairs (module veth)"
  probe_try 'ip tuntap add t0 mode tap' || lack "no TAP devices for instances (/dev/net/tun)"
  probe_try 'nft add table inet t' || lack "the kernel has no nftables"
  unset -f lack
  return "$missing"
}

probe_kvm_over() { kow_gone "$1/qemu.pid" || grep -q '^kowabunga: kernel' "$1/console"; }

probe_kvm_boots() {
  local image=$1 console=$2/console started=$EPOCHREALTIME
  : >"$console"
  kow_spawn "$2/qemu.pid" "$console.log" qemu-system-x86_64 -machine pc,accel=kvm -cpu host -m 128 -display none -nodefaults \
    -no-reboot -drive "file=$image,if=virtio,snapshot=on" -serial "file:$console" || true
  kow_wait 15 probe_kvm_over "$2" || true
  if grep -q '^kowabunga: kernel' "$console"; then
    echo "kvm a guest booted with KVM in $(( (${EPOCHREALTIME/[.,]/} - ${started/[.,]/}) / 100000 )) tenths of a second"
  elif kow_pid "$2/qemu.pid" >/dev/null; then
    echo "qemu a guest with KVM did not come to its first line in 15 s, although /dev/kvm opens"
  else
    echo "qemu QEMU ended with KVM: $(tail -1 "$console.log" | cut -c1-160)"
  fi
  kow_stop "$2/qemu.pid"
}

probe_kvm_measure() {
  local file=$1 image folder
  [[ ! -s $file ]] || return 0
  if [[ ! -e /dev/kvm ]]; then echo "qemu there is no /dev/kvm" >"$file"; return 0; fi
  if [[ ! -r /dev/kvm || ! -w /dev/kvm ]]; then echo "qemu /dev/kvm is not open to $(id -un)" >"$file"; return 0; fi
  image=$(guest_image) || return 1
  kow_say "trying whether a guest boots with KVM (15 s at most)"
  folder=$(mktemp -d /var/tmp/kowabunga-probe.XXXXXX)
  probe_kvm_boots "$image" "$folder" >"$file.new"
  rm -rf "$folder"
  mv "$file.new" "$file"
}

# A machine without /dev/kvm, or with another kernel or QEMU, is asked anew.
probe_kvm() {
  local file type reason qemu
  case ${KOW_DOMAIN_TYPE:-} in
    kvm | qemu) kow_say "domain type $KOW_DOMAIN_TYPE as KOW_DOMAIN_TYPE says"; echo "$KOW_DOMAIN_TYPE"; return 0 ;;
    '' | auto) ;;
    *) kow_fail "KOW_DOMAIN_TYPE is \"$KOW_DOMAIN_TYPE\"; it can be kvm, qemu or auto"; return 1 ;;
  esac
  qemu=$(qemu-system-x86_64 --version | sed -n '1s/.*version \([0-9.]*\).*/\1/p')
  file=${KOW_CACHE:-$HOME/.cache/kowabunga}/kvm/$(uname -r)-qemu-$qemu-$([[ -w /dev/kvm ]] && echo device || echo none)
  kow_locked "$file.lock" probe_kvm_measure "$file" || return 1
  read -r type reason <"$file"
  kow_say "domain type $type: $reason"
  echo "$type"
}
