#!/bin/sh
# Stores runs into the database of KPULSE_HOME as fast as it can, as runs of a made-up kernel, through the store that real runs go through.
# Run: docs/benchmarks/storing-beside.sh SECONDS     (used by pages.sh; only for a database made by kpulse demo-data)
# Prints samples a second.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
path=$work/classpath
(
	cd "$top"
	set -- -q -B -pl harness -am -DskipTests -Dspotless.check.skip test-compile dependency:build-classpath "-Dmdep.outputFile=$path"
	mvn -o "$@" || mvn "$@"
) </dev/null >"$work/mvn.log" 2>&1 || {
	tail -n 20 "$work/mvn.log" >&2
	die "the benchmark does not compile"
}
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$top/harness/target/test-classes:$top/harness/target/classes:$(cat "$path")" \
	org.kpulse.harness.store.StoringBeside "$KPULSE_HOME" "$1"
