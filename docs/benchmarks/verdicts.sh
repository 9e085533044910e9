#!/bin/sh
# Measures the error rates and the power of verdicts by simulation, with LKP's Table 5 as the noise: seeded, so the numbers are the same
# on every machine. Tables for docs/statistics.md.
# Goals: at most 5 % of unchanged candidates have a false call, with boots added as needed, for every shape of noise (plus four
# standard errors of the simulation); intervals cover 95 +- 1 % (normal) and at least 93 % (others) at 3, 5 and 10 boots; each
# regression of LKP's Table 2 is found in at least 99 % within the default cap, or never called NO_CHANGE.
# Run: docs/benchmarks/verdicts.sh [CANDIDATES]     (default 10000 for false alarms, a tenth of it for each regression; about 10 minutes)
# Exit code 0 goals met, 1 missed, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

candidates=${1:-10000}
some=$((candidates / 10))

# simulate LABEL ARGUMENT...: prints the table, keeps the rows as "label noise mean_boots alarms small_p coverage power no_change".
simulate() {
	label=$1
	shift
	kpulse simulate compare --json "$@" >"$work/rows.json" || die "kpulse simulate compare $* failed"
	sed 's/[][{}"]//g; s/ *: */ /g' "$work/rows.json" | tr ',' '\n' | awk -v label="$label" '
		$1 == "noise" { noise = $2 }
		$1 == "mean_boots" { boots = $2 }
		$1 == "false_alarm_rate" { alarms = $2 }
		$1 == "small_p_rate" { small = $2 }
		$1 == "coverage" { coverage = $2 }
		$1 == "power" { power = $2 }
		$1 == "no_change_rate" { print label, noise, boots, alarms, small, coverage, power, $2 }' >"$work/rows"
	[ -s "$work/rows" ] || die "no rows from kpulse simulate compare $*"
	cat "$work/rows" >>"$work/all"
	awk '{ printf "%-34s %-10s %5.1f boots, false alarm %5.2f %%, p<=0.05 %5.2f %%, coverage %5.2f %%, found %6.2f %%, said no change %5.2f %%\n",
		$1, $2, $3, 100 * $4, 100 * $5, 100 * $6, 100 * $7, 100 * $8 }' "$work/rows"
}

echo "Nothing changed, $candidates candidates a row, seed 1:"
: >"$work/all"
for history in 0 10; do simulate "added,history=$history" --candidates "$candidates" --history $history; done
simulate "added,history=10,shared=2%" --candidates "$candidates" --shared 2
awk '{ if ($4 > worst) worst = $4 } END { print 100 * worst }' "$work/all" >"$work/worst"
limit=$(awk -v n="$candidates" 'BEGIN { print 5 + 400 * sqrt(0.05 * 0.95 / n) }')
verdict "candidates with a false call, boots added, worst row, percent" "$(cat "$work/worst")" "$limit"

echo "The same with a fixed number of boots:"
: >"$work/all"
for boots in 3 5 10; do simulate "fixed=$boots,history=10" --candidates "$some" --boots $boots --most-boots 0; done
verdict "distance of coverage from 95 %, normal noise, worst, points" \
	"$(awk '$2 == "normal" { d = 100 * $6 - 95; if (d < 0) d = -d; if (d > worst) worst = d } END { print worst }' "$work/all")" 1
verdict "intervals that miss, other noise, worst, percent" \
	"$(awk '$2 != "normal" { miss = 100 - 100 * $6; if (miss > worst) worst = miss } END { print worst }' "$work/all")" 7

echo "The regressions of LKP's Table 2, $some candidates a row:"
: >"$work/all"
for change in Fileio=-32 Fileio=-43 Netperf=-98 Volanomark=-58 Netperf=-20 Netperf=-3 Iozone/1=-55 Volanomark=-10 Tbench=-14; do
	simulate "$change" --candidates "$some" --change "$change"
done
verdict "said no change, worst, percent" "$(awk '{ if (100 * $8 > worst) worst = 100 * $8 } END { print worst + 0 }' "$work/all")" 0
verdict "not found, normal noise, worst but Tbench=-14, percent" \
	"$(awk '$2 == "normal" && $1 !~ /Tbench/ { miss = 100 - 100 * $7; if (miss > worst) worst = miss } END { print worst + 0 }' "$work/all")" 1

echo "Power at a fixed number of boots, one change of Mmbench in 55 metrics, normal noise: without a noise model, with one of 10 and of 100 kernels of 3 boots"
for change in -14 -18.5 -22.5; do
	for history in 0 10 100; do
		line=
		for boots in 3 4 5 6 7 8; do
			simulate "x" --candidates "$some" --noise normal --boots $boots --most-boots 0 --history $history --change Mmbench=$change >/dev/null
			line="$line $boots: $(awk '{ printf "%.2f", $7 }' "$work/rows")"
		done
		echo "change $change %, history $history: $line"
	done
done
exit "$missed"
