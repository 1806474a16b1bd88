# shellcheck shell=bash
# The build: finds JDK 25, runs Maven with it, and keeps the programs of each state of the sources apart, so that a build never pulls a jar from under a running process.
#
#   maven ARGS…     Maven with that JDK, quiet
#   build_programs  builds where the sources changed; sets KOW_APP to the folder with the jars

maven() { JAVA_HOME=$KOW_JDK mvn -B -f "$KOW_ROOT/pom.xml" --no-transfer-progress "$@"; }

build_fingerprint() {
  (cd "$KOW_ROOT" && find pom.xml .mvn ./*/pom.xml activities/src workflows/src/main kahuna-api agent-worker/src/main koala-vaadin/src/main -type f -not -path '*/target/*' -not -path '*/generated/*' -print0 2>/dev/null |
    LC_ALL=C sort -z | xargs -0 sha1sum | sha1sum | cut -c1-16)
}

build_programs() {
  local print
  print=$(build_fingerprint)
  KOW_APP=$KOW_HOME/app/$print
  if [ ! -f "$KOW_APP/kahuna-api.jar" ]; then
    say "Building Kahuna, Koala and the agent (the first time fetches some 300 MB of libraries)"
    [ "${KOWABUNGA_PREBUILT:-false}" = true ] || quietly build maven -DskipTests -Dspotless.check.skip=true -pl kahuna-api,agent-worker,koala-vaadin,kowabunga-cli -am package || die "The build failed."
    local fresh=$KOW_APP.new
    rm -rf "$fresh" && mkdir -p "$fresh"
    cp "$KOW_ROOT"/kahuna-api/target/kahuna-api-exec.jar "$fresh/kahuna-api.jar" || die "Kahuna's program cannot be copied to $fresh."
    cp "$KOW_ROOT"/agent-worker/target/agent-worker.jar "$KOW_ROOT"/koala-vaadin/target/koala-vaadin.jar "$fresh/" || die "The agent's and Koala's programs cannot be copied to $fresh."
    mv "$fresh" "$KOW_APP"
    find "$KOW_HOME/app" -mindepth 1 -maxdepth 1 -not -name "$print" -mtime +7 -exec rm -rf {} +
  fi
  export KOW_APP
}

# Small heaps and the serial collector: this is one machine, and its instances want the memory.
java_flags() { # HEAP-MB
  printf '%s\n' -XX:+UseSerialGC -XX:+UseCompactObjectHeaders "-Xmx$1m" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
}

# Starts a Java program under a process name; extra words before the jar go to the JVM's command line as they are.
java_start() { # NAME HEAP-MB JAR ARGS…
  local name=$1 heap=$2 jar=$3
  local -a flags
  shift 3
  mapfile -t flags < <(java_flags "$heap")
  process_start "$name" "$KOW_JDK/bin/java" "${flags[@]}" -jar "$KOW_APP/$jar" "$@"
  echo "$KOW_APP" >"$KOW_HOME/run/$name.app"
}

# Succeeds where the process runs and was started from this build; stops one of an older build.
java_current() { # NAME
  process_pid "$1" >/dev/null || return 1
  [ "$(cat "$KOW_HOME/run/$1.app" 2>/dev/null)" = "$KOW_APP" ] && return 0
  note "$1 runs an older build: restarting it"
  process_stop "$1" 20
  return 1
}
