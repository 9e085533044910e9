#!/bin/sh
# Measures whether a planted slowdown is found, and whether nothing is found where nothing was planted.
# Planted: 50 instructions (50 ns where an instruction counts as 1 ns) in getppid of a small kernel; see small-kernels.sh.
# Goal: on qemu-instructions, with 3 seeds a side, syscall-latency/getppid is REGRESSION by 50 ns (45 to 56), no metric that does
# not call getppid is a REGRESSION, and the base kernel against itself has neither REGRESSION nor IMPROVEMENT.
# Run: docs/benchmarks/slowdown.sh [--boots N]     (default 3; about 10 minutes, and 10 more the first time)
# Prints the getppid lines, every verdict that is neither NO_CHANGE nor INCONCLUSIVE, and what was met.
# Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

boots=3
[ "${1:-}" = --boots ] && boots=$2

# Benchmarks that spend their time in getppid: perf bench syscall basic does nothing else.
callers="'syscall-latency/getppid', 'perf-syscall-basic/call'"
low=45 high=56

"$here/small-kernels.sh" >"$work/kernels"
base=$(sed -n 's/^base //p' "$work/kernels")
slow=$(sed -n 's/^slow //p' "$work/kernels")

judged="SELECT verdict, name, round(base::numeric, 2), round(candidate::numeric, 2), unit, round(change::numeric, 3) || '%'
	FROM m WHERE verdict NOT IN ('NO_CHANGE', 'INCONCLUSIVE') ORDER BY 1, 2"
check() {
	if [ "$2" = t ]; then echo "met     $1"; else
		echo "MISSED  $1"
		missed=1
	fi
}

run_pair "$base" "$base" "$boots" "$work/same.json"
echo "The base kernel against itself, verdicts other than NO_CHANGE and INCONCLUSIVE:"
metrics "$work/same.json" "$judged"
check "no verdict where nothing changed" \
	"$(metrics "$work/same.json" "SELECT count(*) > 0 AND count(*) FILTER (WHERE verdict IN ('REGRESSION', 'IMPROVEMENT')) = 0 FROM m")"

run_pair "$base" "$slow" "$boots" "$work/slow.json"
echo "The kernel with the slow getppid, verdicts other than NO_CHANGE and INCONCLUSIVE:"
metrics "$work/slow.json" "$judged"
check "syscall-latency/getppid is a REGRESSION by $low to $high ns" \
	"$(metrics "$work/slow.json" "SELECT count(*) = 1 FROM m WHERE name = 'syscall-latency/getppid' AND verdict = 'REGRESSION'
		AND candidate - base BETWEEN $low AND $high")"
check "no REGRESSION of what does not call getppid" \
	"$(metrics "$work/slow.json" "SELECT count(*) = 0 FROM m WHERE verdict = 'REGRESSION' AND name NOT IN ($callers)")"
exit "$missed"
