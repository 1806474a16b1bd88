#!/usr/bin/env bash
# Holds the mounts and the host name of a Kaktus; kaktus.sh starts it inside new mount, UTS and network namespaces.
#   holder.sh HOME NAME       HOME is the Kaktus's folder; the file HOME/held appears when all is in place
set -euo pipefail
home=$1 name=$2

mount --make-rprivate /
# /sys shows the devices of the network namespace that mounted it, and the machine's control groups, which are not the region's.
umount --lazy /sys
mount -t sysfs sysfs /sys
for pair in etc:/etc run:/run lib:/var/lib log:/var/log cache:/var/cache; do
  mount --bind "$home/${pair%%:*}" "${pair#*:}/libvirt"
done

# The machine's services are asked by nobody in here: over its bus, libvirtd would speak to a firewall that is not the region's.
for folder in /run/dbus /run/systemd/resolve; do
  [[ ! -d $folder ]] || mount -t tmpfs tmpfs "$folder"
done

mount --bind "$home/hosts" /etc/hosts
resolver=$(readlink -m /etc/resolv.conf)
[[ $resolver != /run/systemd/resolve/* ]] || touch "$resolver"
[[ ! -e $resolver ]] || mount --bind "$home/resolv.conf" "$resolver"

# libvirtd looks these up although it is told to use others: Debian's this user, Ubuntu's the group kvm. The packages that make them would
# also start a libvirtd.
for pair in passwd:64055::/nonexistent:/usr/sbin/nologin group:; do
  file=${pair%%:*}
  cp "/etc/$file" "$home/$file"
  grep -q '^libvirt-qemu:' "$home/$file" || echo "libvirt-qemu:x:64055:${pair#*:}" >>"$home/$file"
  [[ $file != group ]] || grep -q '^kvm:' "$home/group" || echo "kvm:x:64056:" >>"$home/group"
  mount --bind "$home/$file" "/etc/$file"
done

# libvirt locks the device of an open console here. A system without an init process, like a container, may lack the folder.
mkdir -p "$(readlink -m /var/lock)"

hostname "$name"
touch "$home/held"
exec sleep infinity
