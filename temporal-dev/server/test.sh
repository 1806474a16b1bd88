#!/usr/bin/env bash
# Tests kowabunga-temporal: formatting, vet, unit tests, and with a PostgreSQL also schema, server and console.
#   test.sh                                    without PostgreSQL; the tests that need it are skipped
#   test.sh HOST:PORT USER PASSWORD [BINARY]   USER may create databases; each test makes its own and drops them;
#                                              BINARY, if given, runs the members of the cluster test
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
[[ $# == 0 || $# == 3 || $# == 4 ]] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
PATH=$PATH:/usr/local/go/bin
# The same flags as in build.sh, so that the tests find the packages which the build has compiled.
export CGO_ENABLED=0 GOFLAGS="-buildvcs=false -trimpath -tags=disable_grpc_modules"
if (($# >= 3)); then
  export KOWABUNGA_TEST_POSTGRES="$1 $2 $3" KOWABUNGA_TEST_BINARY="${4:-}"
fi
unformatted=$(gofmt -l .)
[[ -z $unformatted ]] || { echo "not formatted with gofmt: $unformatted" >&2; exit 1; }
go vet .
go test -count=1 -timeout 300s .
