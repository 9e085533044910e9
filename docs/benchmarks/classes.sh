# Sourced after lib.sh: compiles the test classes and runs one that has a main.
# shellcheck shell=sh
# shellcheck disable=SC2154

# Class path of the module's tests, without the network when Maven has everything already.
test_classes() {
	(
		cd "$top"
		mvn -o -q -B -pl harness -am -DskipTests -Dspotless.check.skip test-compile >"$work/mvn.log" 2>&1 ||
			mvn -q -B -pl harness -am -DskipTests -Dspotless.check.skip test-compile >"$work/mvn.log" 2>&1
	) </dev/null || {
		tail -n 20 "$work/mvn.log" >&2
		die "the test classes do not compile"
	}
	printf '%s' "$top/harness/target/test-classes:$top/harness/target/classes:$top/harness/target/lib/*"
}

# run_class CLASS ARGUMENT...: in a JVM like the launcher's.
run_class() {
	kpulse --version >/dev/null
	classes=$(test_classes)
	class=$1
	shift
	"${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -Xmx2g -cp "$classes" "$class" "$@"
}
