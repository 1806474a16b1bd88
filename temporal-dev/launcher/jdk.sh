# shellcheck shell=bash
# A JDK 25. Needs base.sh and packages.sh; reads KOW_CACHE.
#
#   find_jdk      prints the home of one (JAVA_HOME, /usr/lib/jvm, what was fetched, java on the PATH); returns 1 if there is none
#   jdk_install   find_jdk; else one from apt's repositories; else Debian's next release; else says how. Prints the home
#
# Debian 12 has no JDK 25. Debian 13 has one, built for its own newer C library: both are unpacked side by side into the cache, out of the
# packages that Debian signs. Nothing of another release is installed.

JDK_PACKAGES=(openjdk-25-jdk-headless temurin-25-jdk)
JDK_NEXT_RELEASE=trixie
JDK_NEXT_PACKAGES=(openjdk-25-jdk-headless openjdk-25-jre-headless libc6 libstdc++6 libgcc-s1 zlib1g)

jdk_is_25() { [[ -x $1/bin/javac ]] && grep -qs '^JAVA_VERSION="25' "$1/release"; }

find_jdk() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* "$KOW_CACHE/jdk-25"; do
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
    [[ $(packages_unknown "${JDK_PACKAGES[@]}" | wc -l) -lt ${#JDK_PACKAGES[@]} ]] || packages_refresh /dev/null
    for name in "${JDK_PACKAGES[@]}"; do
      [[ -z $(packages_unknown "$name") ]] || continue
      packages_apt_install "$name" && find_jdk && return 0
    done
    jdk_from_next_release && find_jdk && return 0
  fi
  kow_fail "no JDK 25 found: install openjdk-25-jdk-headless (Debian 13, Ubuntu 22.04 and newer have it), or Temurin 25 (https://adoptium.net/installation/linux), or set JAVA_HOME"
}

# The repositories of Debian that this machine takes its packages from, as sources of the next release.
jdk_next_sources() {
  local label address suite
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' | sort -u | while read -r label address; do
    case $label in Debian-Security) suite=$JDK_NEXT_RELEASE-security ;; Debian) suite=$JDK_NEXT_RELEASE ;; *) continue ;; esac
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $address $suite main"
  done
}

jdk_from_next_release() {
  local folder=$KOW_CACHE/jdk-25 work=$KOW_CACHE/jdk-25.new.$$ sources failed=''
  sources=$(jdk_next_sources)
  [[ -n $sources ]] || return 1
  kow_say "fetching a JDK 25 for this user alone: no repository of this machine has one, Debian's next release ($JDK_NEXT_RELEASE) does (150 MB)"
  command -v patchelf >/dev/null || packages_apt_install patchelf || return 1
  mkdir -p "$work"/{lists/partial,debs/archives/partial,root}
  echo "$sources" >"$work/sources.list"
  { jdk_download "$work" && jdk_unpack "$work" "$folder"; } >"$KOW_CACHE/jdk-25.log" 2>&1 || failed=yes
  rm -rf "$work"
  [[ -z $failed ]] || { tail -3 "$KOW_CACHE/jdk-25.log" >&2; kow_fail "that failed, see $KOW_CACHE/jdk-25.log"; return 1; }
}

jdk_download() {
  local work=$1
  local -a apart=(-q -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$work/lists"
    -o Dir::Cache="$work/debs" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
  apt-get "${apart[@]}" update && (cd "$work/debs" && apt-get "${apart[@]}" download "${JDK_NEXT_PACKAGES[@]}")
}

jdk_unpack() {
  local work=$1 folder=$2 jdk loader file
  for file in "$work"/debs/*.deb; do dpkg-deb -x "$file" "$work/root" || return 1; done
  jdk=$(echo "$work"/root/usr/lib/jvm/java-25-openjdk-*)
  mv "$work/root/etc/java-25-openjdk" "$jdk/etc" || return 1
  find "$jdk" -lname '/etc/java-25-openjdk/*' | while read -r file; do
    ln -sfn "$folder/etc/$(readlink "$file" | cut -d/ -f4-)" "$file"
  done
  # Java's programs look for libraries in their own lib folder first. What they start later is not concerned.
  for file in "$work"/root/usr/lib/*-linux-gnu/{lib{c,m,dl,rt,pthread,stdc++,gcc_s,z}.so.[0-9],ld-linux*.so.*}; do cp -L "$file" "$jdk/lib/" || return 1; done
  loader=$folder/lib/$(basename "$jdk"/lib/ld-linux*)
  for file in "$jdk"/bin/* "$jdk/lib/jspawnhelper" "$jdk/lib/jexec"; do
    ! patchelf --print-interpreter "$file" >/dev/null 2>&1 || patchelf --set-interpreter "$loader" --force-rpath --set-rpath "\$ORIGIN:$folder/lib" "$file" || return 1
  done
  rm -rf "$folder" && mv "$jdk" "$folder" && "$folder/bin/javac" -version
}
