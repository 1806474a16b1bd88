# shellcheck shell=bash
# What must be installed, by the names of Debian 12, 13 and Ubuntu 22.04, 24.04. Needs base.sh; reads KOW_CACHE.
#
#   packages_missing      prints the names of missing packages, one a line; nothing when all is there
#   packages_install      installs what is missing (root), or says what to type and returns 1
#   find_jdk              prints the home of a JDK 25 (JAVA_HOME, then /usr/lib/jvm, then java on the PATH); returns 1 if there is none
#   jdk_install           find_jdk, else installs one with apt as root, else says how; prints the home
#
# libvirt-daemon-system is left out on purpose: it starts a libvirtd and, on Ubuntu, a bridge in the machine's own network.
# The region brings its own libvirtd in a namespace and needs the programs only.

# KOW_SIMULATED=true wants only what a region in memory needs; KOW_TESTING=true also wants what the tests need.

KOW_PACKAGES_ALWAYS=(curl jq unzip xz-utils zstd iproute2)
KOW_PACKAGES_TESTING=(chromium python3-venv shellcheck)
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
  [[ ${KOW_TESTING:-false} != true ]] || wanted+=("${KOW_PACKAGES_TESTING[@]}")
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

jdk_is_25() { [[ -x $1/bin/javac ]] && grep -qs '^JAVA_VERSION="25' "$1/release"; }

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
    if [[ -n $home ]] && jdk_is_25 "$home"; then echo "$home"; return 0; fi
  done
  home=$(readlink -f "$(command -v javac)" 2>/dev/null) || return 1
  home=${home%/bin/javac}
  if jdk_is_25 "$home"; then echo "$home"; else return 1; fi
}

jdk_install() {
  local name
  find_jdk && return 0
  if (( EUID == 0 )) && command -v apt-get >/dev/null; then
    [[ -z $(packages_unknown openjdk-25-jdk-headless) || -z $(packages_unknown temurin-25-jdk) ]] || packages_refresh /dev/null
    for name in openjdk-25-jdk-headless temurin-25-jdk; do
      [[ -z $(packages_unknown "$name") ]] || continue
      packages_apt_install "$name" && find_jdk && return 0
    done
  fi
  kow_fail "no JDK 25 found: install openjdk-25-jdk-headless, or Temurin 25 (https://adoptium.net/installation/linux), or set JAVA_HOME"
}
