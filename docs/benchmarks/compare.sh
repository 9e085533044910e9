#!/bin/sh
# Measures how long `kpulse compare A B` takes for two kernels with 1,000 metrics x 10 boots x 10 iterations each.
# Goal: under 1 s after the JVM's start: median of the whole command minus the median of `kpulse --version`.
# Run: docs/benchmarks/compare.sh [REPETITIONS]     (default 5; about a minute)
# Prints both medians, the difference, and the same with the database's server already running.
# Works in a fresh temporary state directory; the caller's is not touched. Exit code 0 goal met, 1 missed, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/classes.sh"

times=${1:-5}
KPULSE_HOME=$work/home

# seconds FILE COMMAND...: appends how long the command took.
seconds() {
	file=$1
	shift
	began=$(now)
	code=0
	"$@" >"$work/out" 2>"$work/err" || code=$?
	ended=$(now)
	case $code in 0 | 1 | 4) ;; *)
		cat "$work/err" >&2
		die "$* ended with exit code $code"
		;;
	esac
	calc '(e - b) / 1000' e="$ended" b="$began" >>"$file"
}

repeat() {
	turn=0
	while [ "$turn" -lt "$times" ]; do
		turn=$((turn + 1))
		seconds "$work/version.s" kpulse --version
		seconds "$work/$1.s" kpulse compare "$base" "$candidate"
	done
}

say "storing 200,000 samples"
run_class org.kpulse.harness.store.CompareLoad "$KPULSE_HOME" >"$work/refs"
read -r base candidate <"$work/refs"
seconds "$work/warm.s" kpulse compare "$base" "$candidate"
grep -q 'm999' "$work/out" || die "kpulse compare does not show the 1,000 metrics"

repeat compare
# A psql that waits keeps the server up, as another Kpulse process would.
mkfifo "$work/hold"
kpulse db psql -- -q <"$work/hold" >/dev/null 2>&1 &
holder=$!
exec 8>"$work/hold"
sleep 5
repeat attached
exec 8>&-
wait "$holder" || true

version=$(median <"$work/version.s")
for each in compare attached; do
	whole=$(median <"$work/$each.s")
	echo "$each: whole command $whole s, JVM start and --version $version s"
	verdict "$each: seconds after JVM start" "$(calc 'w - v' w="$whole" v="$version")" 1
done
exit "$missed"
