# shellcheck shell=bash
# The benchmarks: a simulated platform in a home and on ports of its own, beside whatever else runs.
#
#   bench_platform   creations and activities
#   bench_api        the REST API with a full database
#   bench_koala      the operator's console in a real browser, with a full database

BENCH_PORTS=${KOW_BENCH_PORTS:-24480}

bench_kowabunga() { env "KOWABUNGA_HOME=$KOW_HOME/bench" "$KOW_ROOT/kowabunga" "$@"; }

bench_up() {
  bench_kowabunga down --purge >/dev/null 2>&1 || true
  say "Starting a simulated platform for the benchmark"
  quietly bench-up bench_kowabunga up --simulated --ports-from "$BENCH_PORTS" || exit 1
  bench_kowabunga status -o json >"$KOW_HOME/run/bench-status.json"
  say "Compiling the benchmark"
  quietly bench-compile maven -DskipTests -Dspotless.check.skip=true -pl temporal-dev -am test-compile dependency:build-classpath -Dmdep.outputFile="$KOW_HOME/run/bench-classpath" -Dmdep.includeScope=test || exit 1
  BENCH_JAVA=("$KOW_JDK/bin/java" -Dlogback.configurationFile="$KOW_ROOT/temporal-dev/src/test/resources/logback-quiet.xml"
    -cp "$KOW_ROOT/temporal-dev/target/test-classes:$(cat "$KOW_HOME/run/bench-classpath")")
  say "Measuring; nothing else should be busy on this machine now"
}

bench_down() { quietly bench-down bench_kowabunga down --purge; }

bench_platform() {
  bench_up
  "${BENCH_JAVA[@]}" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    cloud.kowabunga.bench.Bench "$KOW_HOME/run/bench-status.json" "127.0.0.1:$((BENCH_PORTS + 3))"
  bench_down
}

bench_api() {
  local port=$((BENCH_PORTS + 11)) status=0
  local -a flags
  bench_up
  # The bare endpoint runs as Kahuna does.
  mapfile -t flags < <(java_flags 512)
  process_start bench-bare "${BENCH_JAVA[0]}" "${flags[@]}" "${BENCH_JAVA[@]:1}" cloud.kowabunga.bench.Bare "$port"
  process_ready bench-bare 120 curl -fsS -m 2 "http://127.0.0.1:$port/constant"
  "${BENCH_JAVA[@]}" cloud.kowabunga.bench.ApiBench "$KOW_HOME/run/bench-status.json" \
    "jdbc:postgresql://127.0.0.1:$((BENCH_PORTS + 4))/kowabunga" "$KOW_HOME/bench/secrets/kowabunga-database" "$port" || status=1
  process_stop bench-bare 5
  bench_down
  return "$status"
}

bench_koala() {
  local status=0
  KOWABUNGA_CHROMIUM=$(browser_install) || exit 1
  export KOWABUNGA_CHROMIUM
  # When PostgreSQL committed is what the changes are measured from.
  export KOWABUNGA_POSTGRES_SETTINGS=track_commit_timestamp=on
  bench_up
  "${BENCH_JAVA[@]}" cloud.kowabunga.bench.KoalaBench "$KOW_HOME/run/bench-status.json" \
    "jdbc:postgresql://127.0.0.1:$((BENCH_PORTS + 4))/kowabunga" "$KOW_HOME/bench/secrets/kowabunga-database" || status=1
  bench_down
  return "$status"
}
