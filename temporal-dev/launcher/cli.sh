# shellcheck shell=bash
# What is no command of the launcher is one of the command line in kowabunga-cli, which speaks with Kahuna.
#
#   cli_run WORDS…   runs it in place of this shell; builds it where its sources are newer

cli_run() {
  local jar=$KOW_ROOT/kowabunga-cli/target/kowabunga-cli.jar
  KOW_JDK=$(jdk_install) || exit 1
  cli_current "$jar" || cli_build
  mkdir -p "$KOW_CACHE" 2>/dev/null || true
  export KOWABUNGA_LOCAL_URL=http://$KOW_LISTEN:$KOW_KAHUNA_PORT KOWABUNGA_LOCAL_KEY_FILE=$KOW_HOME/secrets/admin-key
  # The build that runs now replays histories, unless another one is named.
  if [ -f "$KOW_HOME/run/kahuna.app" ]; then
    KOWABUNGA_LOCAL_PROGRAM=$(cat "$KOW_HOME/run/kahuna.app")/kahuna-api.jar
    export KOWABUNGA_LOCAL_PROGRAM
  fi
  # A short program: it is compiled lightly, and the classes that it loads are kept ready in an archive that the JVM renews by itself.
  exec "$KOW_JDK/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+AutoCreateSharedArchive \
    -XX:SharedArchiveFile="$KOW_CACHE/cli-$(id -u).jsa" -Xlog:disable -Xlog:all=off -jar "$jar" "$@"
}

cli_current() {
  [ -f "$1" ] || return 1
  [ "${KOWABUNGA_PREBUILT:-false}" = true ] ||
    [ -z "$(find "$KOW_ROOT/kowabunga-cli/src/main" "$KOW_ROOT/kowabunga-cli/pom.xml" "$KOW_ROOT/kahuna-api/src/main/resources/openapi" -type f -newer "$1" -print -quit)" ]
}

cli_build() {
  command -v mvn >/dev/null || die "The command line is not built yet and Maven is missing. Run ./kowabunga up once, as root, or install Maven."
  local log
  log=$(mktemp)
  say "Building the command line"
  maven -q -DskipTests -Dspotless.check.skip=true -pl kowabunga-cli package >"$log" 2>&1 || die "The command line could not be built; see $log."
  rm -f "$log"
}
