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
      launcher | temporal | java) say "${BOLD}Tests: $part${PLAIN}" && "test_$part" ;;
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
  bash "$KOW_ROOT/temporal-dev/server/test.sh" "127.0.0.1:$KOW_POSTGRES_PORT" temporal "$(cat "$(secret temporal-database)")" "$binary" 9>&-
  postgres_down
}

test_java() {
  guest_image >/dev/null
  temporal_binary >/dev/null
  KOWABUNGA_PYTHON=$(python_for_tests) || exit 1
  export KOWABUNGA_PYTHON
  java_verify -Pend-to-end
}

java_verify() {
  (
    cd "$KOW_ROOT" || exit 1
    JAVA_HOME=$KOW_JDK KOWABUNGA_PREBUILT=true KOWABUNGA_GUEST=$(guest_image) KOWABUNGA_TEMPORAL=$(temporal_binary) \
      mvn -B --no-transfer-progress -Dstyle.color=never verify "$@" 9>&-
  )
}

command_bench() {
  case " $* " in
    *' --help '* | *' -h '*)
      cat <<TEXT
./kowabunga bench: starts the platform with simulated agents on ports and data of its own, and prints
  accept-to-running  p50, p95 and rate at 1 and at 50 concurrent creations, beside as many no-op activities on the same Temporal server
  tunnel             an activity's round trip through the tunnel beside direct gRPC
  memory             of each process
TEXT
      return
      ;;
  esac
  alone
  settings_keep
  require_tools
  build_programs
  bench_run 9>&-
}
