#!/usr/bin/env bash
# Builds the small guest: a disk that boots by BIOS into the distribution's own kernel and a busybox.
#   build.sh OUT.qcow2     beside it: inputs (the packages it was made from) and busybox; no root, no loop devices; needs the distribution's package lists to fetch the kernel from
# The disk: a FAT partition with syslinux, kernel and initial RAM disk, and an ext4 partition for what an instance wants to keep.
set -euo pipefail
out=$(realpath -m "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/var/tmp}/kowabunga-guest.XXXXXX")
trap 'rm -rf "$work"' EXIT

# What the kernel needs to reach disks, network, seed, power button and randomness. A name that is not a module is built in.
MODULES="virtio_pci virtio_blk virtio_net virtio_balloon virtio-rng virtio_console button evdev isofs sr_mod ata_piix ahci ext4"
COMMAND_LINE="console=ttyS0 quiet panic=5 mitigations=off random.trust_cpu=on no_timer_check 8250.nr_uarts=1"

# Prints nothing for a package that there is not.
dependency() { { apt-cache depends "$1" 2>/dev/null || true; } | awk -v p="$2" '$1 == "Depends:" && $2 ~ p { print $2; exit }'; }

fetch_packages() {
  local meta image modules
  for meta in linux-image-cloud-amd64 linux-image-virtual linux-image-amd64 linux-image-generic; do
    image=$(dependency "$meta" '^linux-image-[0-9]')
    [[ -z $image ]] || break
  done
  [[ -n ${image:-} ]] || { echo "no kernel package found in the lists of apt: try apt-get update" >&2; return 1; }
  # Ubuntu keeps modules in a package of their own.
  modules=$(dependency "$image" '^linux-modules-[0-9]')
  # Downloaded, not installed: busybox-static would take the place of a busybox that is there.
  (cd "$work" && apt-get -qq -o APT::Sandbox::User=root download "$image" ${modules:+"$modules"} busybox-static)
  for deb in "$work"/*.deb; do dpkg-deb -x "$deb" "$work/kernel"; done
  (cd "$work" && ls -- *.deb) >"$work/inputs"
}

# Prints the wanted module after all that it depends on; the list of dependencies is in the module itself.
order_module() {
  local name=$1 file dependencies dependency
  name=${name//-/_}
  [[ " $ordered " != *" $name "* ]] || return 0
  file=$(find "$work/kernel" -name "${name//_/[-_]}.ko*" -print -quit)
  [[ -n $file ]] || return 0
  case $file in
    *.xz) xz -dc "$file" ;;
    *.zst) zstd -qdc "$file" ;;
    *) cat "$file" ;;
  esac >"$root/lib/modules/$name.ko"
  dependencies=$(tr '\0' '\n' <"$root/lib/modules/$name.ko" | grep -a '^depends=' | head -1 || true)
  ordered+=" $name"
  for dependency in $(tr ',' ' ' <<<"${dependencies#depends=}"); do order_module "$dependency"; done
  echo "$name.ko" >>"$root/lib/modules/order"
}

fill_root() {
  local module
  root=$work/root ordered=
  mkdir -p "$root"/{bin,sbin,dev,proc,sys,run,tmp,root,seed,data,etc/acpi/PWRF,lib/modules,usr}
  cp "$(find "$work/kernel" -path '*/bin/busybox' -print -quit)" "$root/bin/busybox"
  # Absolute links: the guest's root is not ours.
  "$root/bin/busybox" --list | while read -r applet; do ln -s /bin/busybox "$root/bin/$applet" 2>/dev/null || true; done
  for module in init getty reboot poweroff; do ln -s /bin/busybox "$root/sbin/$module"; done
  ln -s /bin/busybox "$root/init"
  cp "$here"/root/* "$root/etc/"
  printf '#!/bin/sh\nexec /sbin/poweroff\n' >"$root/etc/acpi/PWRF/00000080"
  chmod +x "$root/etc/acpi/PWRF/00000080"
  echo 'root::0:0:root:/root:/bin/sh' >"$root/etc/passwd"
  echo 'root:x:0:' >"$root/etc/group"
  for module in $MODULES; do order_module "$module"; done
  (cd "$root" && find . | cpio -o -H newc --quiet -R 0:0) | gzip -9 >"$work/initrd"
}

make_disk() {
  local fat=$work/fat data=$work/data disk=$work/disk
  truncate -s 40M "$fat"
  mkfs.fat -F 16 -n KOWABUNGA "$fat" >/dev/null
  printf 'DEFAULT k\nPROMPT 0\nTIMEOUT 0\nLABEL k\n KERNEL /vmlinuz\n INITRD /initrd\n APPEND %s\n' "$COMMAND_LINE" >"$work/syslinux.cfg"
  mcopy -i "$fat" "$work"/kernel/boot/vmlinuz-* ::/vmlinuz
  mcopy -i "$fat" "$work/initrd" ::/initrd
  mcopy -i "$fat" "$work/syslinux.cfg" ::/syslinux.cfg
  syslinux --install "$fat"
  truncate -s 23M "$data"
  /sbin/mke2fs -q -t ext4 -L data -E lazy_itable_init=0,lazy_journal_init=0 "$data"
  truncate -s 64M "$disk"
  printf '2048,81920,6,*\n83968,47104,83\n' | /sbin/sfdisk -q "$disk"
  dd if="$fat" of="$disk" bs=1M seek=1 conv=notrunc,sparse status=none
  dd if="$data" of="$disk" bs=1M seek=41 conv=notrunc,sparse status=none
  dd if=/usr/lib/syslinux/mbr/mbr.bin of="$disk" conv=notrunc status=none
  qemu-img convert -q -f raw -O qcow2 "$disk" "$work/disk.qcow2"
}

fetch_packages
fill_root
make_disk
mkdir -p "$(dirname "$out")"
cp "$work/inputs" "$work/root/bin/busybox" "$(dirname "$out")"
# A rename at the end: nobody ever sees half an image.
cp "$work/disk.qcow2" "$out.new" && mv "$out.new" "$out"
