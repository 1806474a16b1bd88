#!/usr/bin/env bash
# Builds kowabunga-temporal into the cache and prints its path as the last line of stdout; progress goes to stderr.
# A build that is there already is found at once. Exit codes: 0 built or found, 1 the build failed,
# 3 there is no Go, or one that is too old, so that the caller can fall back on another server.
set -euo pipefail

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/server" && pwd)
cache=${KOWABUNGA_CACHE:-$HOME/.cache/kowabunga}/temporal
needed=$(sed -n 's/^go //p' "$folder/go.mod")

# -trimpath makes the binary the same wherever it is built. The tag leaves out a part of Google's storage client that
# only Google's own network can use; it is a tenth of all the packages.
export CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath -tags=disable_grpc_modules"

say() { printf 'temporal: %s\n' "$*" >&2; }

find_go() {
  local candidate
  for candidate in go /usr/local/go/bin/go; do
    if command -v "$candidate" >/dev/null 2>&1; then
      command -v "$candidate"
      return
    fi
  done
  say "the Temporal server is built with Go $needed or newer, and there is no go on the PATH: install it from https://go.dev/dl."
  exit 3
}

go=$(find_go)
# Inside the module this fails if the toolchain is older than go.mod asks for and may not fetch a newer one.
if ! version=$(cd "$folder" && "$go" env GOVERSION 2>/dev/null) || [[ $version != go* ]]; then
  say "the Temporal server needs Go $needed or newer, and $go is older: install a newer one from https://go.dev/dl, or unset GOTOOLCHAIN to let it fetch one."
  exit 3
fi

sources() { find "$folder" -maxdepth 1 -name '*.go' ! -name '*_test.go' -print0 | LC_ALL=C sort -z; }
fingerprint() {
  { printf '%s %s %s\n' "$version" "$("$go" env GOOS GOARCH | tr '\n' ' ')" "$GOFLAGS"
    cat "$folder/go.mod" "$folder/go.sum"
    sources | xargs -0 cat
  } | sha256sum | cut -c1-16
}
target=$cache/$(fingerprint)/kowabunga-temporal

if [[ -x $target ]]; then
  echo "$target"
  exit 0
fi

mkdir -p "$(dirname "$target")"
exec 9>"$cache/.lock"
if ! flock -n 9; then
  say "another build is running; waiting for it."
  flock 9
fi
if [[ -x $target ]]; then
  echo "$target"
  exit 0
fi

work=$(mktemp -d "$cache/.build.XXXXXX")
building=
trap '[[ -z $building ]] || kill "$building" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
started=$SECONDS
elapsed() { printf '%dm%02ds' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)); }

# Runs a command in the background and says every half minute how far it is. Its own output goes to $work/log.
watch() {
  local how=$1
  shift
  (cd "$folder" && exec "$@") 9>&- >>"$work/out" 2>>"$work/log" &
  building=$!
  local next=$((SECONDS + 30))
  while kill -0 "$building" 2>/dev/null; do
    sleep 0.2
    if ((SECONDS >= next)); then
      say "$("$how"), $(elapsed) so far."
      next=$((next + 30))
    fi
  done
  if ! wait "$building"; then
    building=
    say "the build failed after $(elapsed):"
    tail -n 15 "$work/log" >&2
    exit 1
  fi
  building=
}
fetching() { echo "still fetching Go modules"; }
compiling() { echo "compiled $(wc -l <"$work/log") of at most $packages packages"; }

say "building the Temporal server with $version. The first time takes from 4 minutes on two idle cores to 20 on busy ones; later it is found in the cache."
say "fetching Go modules (about 300 MB the first time)."
: >"$work/out"
: >"$work/log"
watch fetching "$go" list -deps -f '{{.ImportPath}}' .
packages=$(wc -l <"$work/out")
: >"$work/log"
say "compiling $packages packages, $(elapsed) so far."
watch compiling nice "$go" build -v -ldflags "-s -w" -o "$work/kowabunga-temporal" .
mv "$work/kowabunga-temporal" "$target"
say "built in $(elapsed)."
echo "$target"
