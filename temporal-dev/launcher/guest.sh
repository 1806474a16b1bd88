# shellcheck shell=bash
# The small Linux that instances boot until somebody brings another image. Needs base.sh; reads KOW_CACHE.
#
#   guest_image           prints the path of the image, a qcow2 of about 17 MB with a 64 MiB disk in it; builds it (some seconds) if need be
#   guest_image_path      prints where it is or will be, without building
#
# The folder is named by a hash of the recipe and of the distribution whose kernel goes into it; an image that is there is taken as it is,
# so that starting again needs no package lists and no network. Remove the folder to get the distribution's newest kernel.

KOW_GUEST_RECIPE=$(cd "$(dirname "${BASH_SOURCE[0]}")/guest" && pwd)

guest_image_path() {
  local hash
  # shellcheck source=/dev/null
  hash=$(cd "$KOW_GUEST_RECIPE" && { cat build.sh root/*; (. /etc/os-release && echo "$ID $VERSION_ID"); } | sha256sum)
  echo "${KOW_CACHE:-$HOME/.cache/kowabunga}/guest/${hash:0:16}/kowabunga-linux.qcow2"
}

guest_build() {
  local image=$1 started=$SECONDS log
  [[ ! -s $image ]] || return 0
  mkdir -p "${image%/*}"
  log=${image%/*}/build.log
  kow_say "building the guest image from the distribution's kernel and busybox"
  "$KOW_GUEST_RECIPE/build.sh" "$image" >"$log" 2>&1 || { tail -3 "$log" >&2; kow_fail "the guest image could not be built, see $log"; return 1; }
  kow_say "built $image in $((SECONDS - started)) s"
}

guest_image() {
  local image
  image=$(guest_image_path)
  kow_locked "${image%/*}.lock" guest_build "$image" && echo "$image"
}
