#!/bin/sh
# Measures the time of the statistics (analysis) or of a bisection's decisions (bisect), on one thread and warm, by JMH benchmarks.
# Goals: jmh-goals.txt beside this file, one line a benchmark (milliseconds an operation).
# Run: docs/benchmarks/jmh.sh analysis|bisect [REGEXP]     (default all of the module; about 15 s a benchmark and value of its parameters)
# Prints each benchmark's milliseconds an operation, those with a goal with the goal and whether it was met.
# Every benchmark has 1 GB of heap and the serial collector. Exit code 0 goals met, 1 missed, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

module=${1:-}
case $module in
analysis | bisect) shift ;;
*)
	echo "usage: $(basename -- "$0") analysis|bisect [REGEXP]" >&2
	exit 2
	;;
esac
path=$work/classpath
(
	cd "$top"
	set -- -q -B -pl "$module" -am -DskipTests -Dspotless.check.skip test-compile dependency:build-classpath "-Dmdep.outputFile=$path"
	mvn -o "$@" || mvn "$@"
) </dev/null >"$work/mvn.log" 2>&1 || {
	tail -n 20 "$work/mvn.log" >&2
	die "the benchmarks of $module do not compile"
}

classes=$top/$module/target/test-classes:$top/$module/target/classes:$(cat "$path")
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Duser.language=en -cp "$classes" org.openjdk.jmh.Main -f 1 -wi 3 -w 1 -i 5 -r 1 -bm avgt -tu ms -t 1 -foe true \
	-jvmArgs '-Xmx1g -XX:+UseSerialGC -Duser.language=en' -rf csv -rff "$work/jmh.csv" "${1:-.*}" >"$work/jmh.log" 2>&1 || {
	tail -n 20 "$work/jmh.log" >&2
	die "JMH failed"
}

# One line a result: its name as in jmh-goals.txt, then milliseconds.
awk -F, '
	{ gsub(/["\r]/, "") }
	NR == 1 { for (i = 1; i <= NF; i++) head[i] = $i; next }
	{
		n = split($1, part, ".")
		name = part[n - 1] "." part[n]
		mark = ":"
		for (i = 8; i <= NF; i++) if ($i != "") { name = name mark substr(head[i], 8) "=" $i; mark = "," }
		print name, $5
	}' "$work/jmh.csv" >"$work/results"
[ -s "$work/results" ] || die "JMH ran no benchmark"

while read -r name ms; do
	goal=$(awk -v name="$name" '$1 == name { print $2 }' "$here/jmh-goals.txt")
	if [ -n "$goal" ]; then
		verdict "$name, ms" "$ms" "$goal"
	else
		printf '%-60s %10s\n' "$name, ms" "$ms"
	fi
done <"$work/results"
exit "$missed"
