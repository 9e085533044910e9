#!/bin/sh
# Measures the harness's share of the wall time of a whole `kpulse run`: what is neither a bare boot nor a benchmark at work.
# Goal: at most 10 % (kernels and guest image being there already; the script sees to that with a first, short run).
# Run: docs/benchmarks/overhead.sh [ARGUMENT OF KPULSE RUN...]     such as --boots 2; 5 to 10 minutes; no other load, please
# What it does and prints:
#   wall    the whole command `kpulse run --json ARGUMENT...`
#   For each platform:
#   boots   power-on to the shell of a busybox-only initramfs, for each kernel booted the same way (median of 3; as many at a
#           time as the run had), times its number of boots
#   work    what the programs of the benchmarks took, warm-up included (table step). On qemu-instructions the guest's seconds
#           are instructions: they are scaled by what a guest second of that run took on the host (run.benchmark_seconds).
#   lanes   how many boots ran at a time, measured: sum of the runs' times by the time from the first start to the last end
#   needed  (boots + work) / lanes
#   overhead = 1 - (sum of needed) / wall; the second line counts the recipes' set-up and tear-down steps as work too.
# Exit code 0 goal met, 1 missed, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

# No boots yet: what is fetched, built or calibrated once must not count.
kpulse guest build >/dev/null
for kernel in debian:previous debian:latest; do kpulse kernels fetch "$kernel" >/dev/null; done
kpulse machines check >/dev/null

began=$(now)
code=0
kpulse run --json "$@" >"$work/run.json" || code=$?
ended=$(now)
case $code in 0 | 1 | 4) ;; *) die "kpulse run ended with exit code $code" ;; esac
wall=$(calc '(e - b) / 1000' e="$ended" b="$began")
experiment=$(json "$work/run.json" "SELECT :'doc'::jsonb ->> 'experiment'")
echo "wall $wall s"

# One row a run: id, platform, kind, acceleration, MiB, kernel, seconds of: start since the epoch, total, benchmarks; log; steps' guest seconds.
sql "SELECT run.id, platform.name, platform.kind, platform.acceleration, memory_mib, kernel.ref,
	extract(epoch FROM started_at), total_seconds, benchmark_seconds, log_directory,
	(SELECT coalesce(sum(guest_seconds), 0) FROM step WHERE run_id = run.id)
	FROM run JOIN job ON job.id = job_id JOIN platform ON platform.id = platform_id JOIN kernel ON kernel.id = kernel_id
	WHERE experiment_id = $experiment ORDER BY run.id" >"$work/runs"
[ -s "$work/runs" ] || die "experiment $experiment has no runs"

# All steps of a run with what Kpulse's own (prepare, clean) and the recipes' take, from the outputs kept: all, recipes'.
steps() {
	awk '$1 == "===" && $NF == "s" { all += $(NF - 1); if ($3 != "prepare" && $3 != "clean") recipe += $(NF - 1) }
		END { printf "%.6f %.6f\n", all, recipe }' "$KPULSE_HOME/$1/output.txt"
}

# bare PLATFORM-KIND ACCELERATION MIB KERNEL LANES: median of 3 rounds of so many bare boots at a time.
bare() {
	image=$(kpulse kernels show "$4" --json >"$work/kernel.json" && json "$work/kernel.json" "SELECT :'doc'::jsonb ->> 'image'")
	: >"$work/bare"
	bare_initramfs
	for round in 1 2 3; do
		rm -f "$work"/bare.[0-9]*
		lane=0
		while [ "$lane" -lt "$5" ]; do
			lane=$((lane + 1))
			bare_boot "$1" "$2" "$image" "$3" >"$work/bare.$lane" &
		done
		wait
		say "bare boot $round of $4, $5 at a time: $(tr "\n" " " <"$work/bare.1")"
		cat "$work"/bare.[0-9]* >>"$work/bare"
	done
	[ -s "$work/bare" ] || die "the bare boot of $image did not reach its shell"
	median <"$work/bare"
}

# The columns of $work/work: platform, kernel, work, work with the recipes' set-up, total, start, end.
while read -r _ platform kind _ _ kernel start total host log guest; do
	steps "$log" >"$work/steps"
	read -r all recipe <"$work/steps"
	scale=1
	[ "$kind" = time ] || scale=$(awk "BEGIN { print $host / $all }")
	awk "BEGIN { printf \"%s %s %.6f %.6f %.3f %.3f %.3f\n\", \"$platform\", \"$kernel\",
		$guest * $scale, $recipe * $scale, $total, $start, $start + $total }"
done <"$work/runs" >"$work/work"

cut -d' ' -f2-5 "$work/runs" | sort -u >"$work/platforms"
: >"$work/needed"
while read -r platform kind acceleration memory; do
	lanes=$(awk -v p="$platform" '$1 == p { sum += $5; if (!a || $6 < a) a = $6; if ($7 > b) b = $7 }
		END { print sum / (b - a) }' "$work/work")
	whole=$(awk "BEGIN { printf \"%d\", $lanes < 1 ? 1 : $lanes + 0.5 }")
	boots=0
	awk -v p="$platform" '$1 == p { print $2 }' "$work/work" | sort -u >"$work/kernels"
	while read -r kernel; do
		count=$(awk -v p="$platform" -v k="$kernel" '$1 == p && $2 == k { n++ } END { print n }' "$work/work")
		one=$(bare "$kind" "$acceleration" "$memory" "$kernel" "$whole" </dev/null)
		echo "$platform: bare boot of $kernel $one s, $count boots"
		boots=$(calc 'boots + n * one' boots="$boots" n="$count" one="$one")
	done <"$work/kernels"
	awk -v p="$platform" -v boots="$boots" -v lanes="$lanes" '$1 == p { work += $3; more += $4 } END {
		printf "%s: boots %.1f s, work %.1f s (with set-up steps %.1f s), lanes %.2f, needed %.1f s (%.1f s)\n",
			p, boots, work, more, lanes, (boots + work) / lanes, (boots + more) / lanes
		print (boots + work) / lanes, (boots + more) / lanes >>"'"$work/needed"'" }' "$work/work"
done <"$work/platforms"

overhead() { awk -v wall="$wall" -v column="$1" '{ sum += $column } END { printf "%.1f", 100 * (1 - sum / wall) }' "$work/needed"; }
verdict "overhead, percent of the wall time" "$(overhead 1)" 10
echo "overhead with set-up steps as work: $(overhead 2) %"
exit "$missed"
