# shellcheck shell=bash
# The benchmark: a simulated platform in a home and on ports of its own, beside whatever else runs.
#
#   bench_run

bench_run() {
  local home=$KOW_HOME/bench
  local -a platform=(env "KOWABUNGA_HOME=$home" "$KOW_ROOT/kowabunga")
  "${platform[@]}" down --purge >/dev/null 2>&1 || true
  say "Starting a simulated platform for the benchmark"
  quietly bench-up "${platform[@]}" up --simulated --ports-from "${KOW_BENCH_PORTS:-24480}" || exit 1
  "${platform[@]}" status -o json >"$KOW_HOME/run/bench-status.json"
  say "Compiling the benchmark"
  quietly bench-compile maven -DskipTests -Dspotless.check.skip=true -pl temporal-dev -am test-compile dependency:build-classpath -Dmdep.outputFile="$KOW_HOME/run/bench-classpath" -Dmdep.includeScope=test || exit 1
  say "Measuring; nothing else should be busy on this machine now"
  "$KOW_JDK/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile="$KOW_ROOT/temporal-dev/src/test/resources/logback-quiet.xml" \
    -cp "$KOW_ROOT/temporal-dev/target/test-classes:$(cat "$KOW_HOME/run/bench-classpath")" cloud.kowabunga.bench.Bench "$KOW_HOME/run/bench-status.json" \
    "127.0.0.1:$((${KOW_BENCH_PORTS:-24480} + 3))"
  quietly bench-down "${platform[@]}" down --purge
}
