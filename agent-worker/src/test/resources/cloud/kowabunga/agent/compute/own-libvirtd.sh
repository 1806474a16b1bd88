#!/bin/bash
# A libvirtd for one test, in namespaces of its own: HOME BRIDGE. Ends, with every machine that it started, when standard input ends;
# so nothing outlives the test, however that ends. Run as the first process of new PID, mount, UTS, IPC and network namespaces.
set -euo pipefail
home=$1 bridge=$2
mount --make-rprivate /
mount -t proc proc /proc
umount --lazy /sys
mount -t sysfs sysfs /sys
mkdir -p "$home"/{etc,run,lib,log,cache} /etc/libvirt /run/libvirt /var/lib/libvirt /var/log/libvirt /var/cache/libvirt "$(readlink -m /var/lock)"
for pair in etc:/etc run:/run lib:/var/lib log:/var/log cache:/var/cache; do
  mount --bind "$home/${pair%%:*}" "${pair#*:}/libvirt"
done
for folder in /run/dbus /run/systemd/resolve; do
  [[ ! -d $folder ]] || mount -t tmpfs tmpfs "$folder"
done
# libvirtd looks this user and this group up although it is told to use others.
for file in passwd group; do
  cp "/etc/$file" "$home/$file"
  grep -q '^libvirt-qemu:' "$home/$file" || echo "libvirt-qemu:x:64055:64055::/nonexistent:/usr/sbin/nologin" >>"$home/$file"
  [[ $file == passwd ]] || grep -q '^kvm:' "$home/$file" || echo "kvm:x:64056:" >>"$home/$file"
  mount --bind "$home/$file" "/etc/$file"
done
hostname test
ip link set lo up
ip link add "$bridge" type bridge
ip link set "$bridge" up
cat >"$home/etc/qemu.conf" <<END
security_driver = "none"
user = "root"
group = "root"
dynamic_ownership = 0
remember_owner = 0
cgroup_controllers = [ ]
namespaces = [ ]
stdio_handler = "file"
END
cat >"$home/etc/libvirtd.conf" <<END
host_uuid = "$(</proc/sys/kernel/random/uuid)"
unix_sock_group = "root"
unix_sock_rw_perms = "0700"
auth_unix_ro = "none"
auth_unix_rw = "none"
listen_tls = 0
log_level = 3
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
END
# Each line of input is an order: stop and start the libvirtd, while its machines go on; stun it, and wake it.
start() { libvirtd --pid-file /run/libvirt/libvirtd.pid </dev/null & daemon=$!; }
start
while read -r order; do
  case $order in
    stop) kill -9 "$daemon"; wait "$daemon" || true; rm -f /run/libvirt/libvirt-sock* /run/libvirt/libvirtd.pid ;;
    start) start ;;
    stun) kill -STOP "$daemon" ;;
    wake) kill -CONT "$daemon" ;;
    crash) pkill -9 qemu-system || true ;;
  esac
  echo "$order done"
done
