#!/bin/sh
# Measures whether the platform that counts instructions repeats itself, and how much a seed matters.
# Goals: two boots with one seed give bit-identical samples of every benchmark, at least 8 of them (coefficient of variation
# exactly 0); over 5 seeds it is below 1 % for system call, pipe, fork and page-fault metrics.
# Run: docs/benchmarks/determinism.sh [KERNEL [BOOTS]]     (default debian:previous 5; about 10 minutes; use an image: to be sure)
# Prints: the determinism check; how many samples of the same kernel and seed on both sides of a run differ (goal: none); for
# every metric its coefficient of variation over the seeds, in percent, those with a goal marked with *.
# Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

kernel=${1:-debian:previous}
boots=${2:-5}

code=0
kpulse machines check --determinism --kernel "$kernel" --json >"$work/check.json" || code=$?
[ -s "$work/check.json" ] || die "kpulse machines check ended with exit code $code"
json "$work/check.json" "SELECT 'two boots, one seed: deterministic', d ->> 'deterministic', d ->> 'benchmarks', 'benchmarks',
	d ->> 'samples', 'samples', d ->> 'difference' FROM (SELECT :'doc'::jsonb AS d)"
different=$(json "$work/check.json" "SELECT ((:'doc'::jsonb ->> 'deterministic')::boolean
	AND (:'doc'::jsonb ->> 'benchmarks')::int >= 8)::int # 1")
verdict "two boots of one seed differ, or < 8 benchmarks (0 no, 1 yes)" "$different" 0

code=0
kpulse run --platform qemu-instructions --base "$kernel" --candidate "$kernel" --boots "$boots" --json >"$work/run.json" || code=$?
case $code in 0 | 1 | 4) ;; *) die "kpulse run ended with exit code $code" ;; esac
experiment=$(json "$work/run.json" "SELECT :'doc'::jsonb ->> 'experiment'")
runs="run JOIN job ON job.id = job_id AND experiment_id = $experiment AND run.state = 'FINISHED'"
named="run_metric JOIN metric ON metric.id = metric_id JOIN benchmark ON benchmark.id = benchmark_id"

sql "SELECT count(*) FILTER (WHERE a.samples IS NOT NULL AND b.samples IS NOT NULL), count(*) FILTER (WHERE a.samples IS DISTINCT FROM b.samples)
	FROM (SELECT seed, metric_id, samples FROM run_metric JOIN $runs ON run.id = run_id WHERE role = 'base') a
	FULL JOIN (SELECT seed, metric_id, samples FROM run_metric JOIN $runs ON run.id = run_id WHERE role = 'candidate') b
	USING (seed, metric_id)" >"$work/twins"
read -r twins unlike <"$work/twins"
echo "pairs of seed and metric on both sides: $twins"
[ "$twins" -gt 0 ] || die "the run has no two boots with one seed"
verdict "of these different" "$unlike" 0

sql "SELECT CASE WHEN benchmark.name || '/' || metric.name ~
		'^(syscall-latency/|perf-syscall-basic/|perf-sched-pipe/|hackbench-pipe-|stress-ng-(fork|page-fault)/)' THEN '*' ELSE '.' END,
	benchmark.name || '/' || metric.name, round(avg(mean)::numeric, 4),
	coalesce(round((100 * stddev_samp(mean) / nullif(avg(mean), 0))::numeric, 4), 0)
	FROM $named JOIN $runs ON run.id = run_id WHERE role = 'base' GROUP BY 1, 2 ORDER BY 1 DESC, 4 DESC" >"$work/cv"
echo "metric, mean, coefficient of variation over $boots seeds, percent (* has a goal):"
awk '{ printf "%s %-45s %14s %9s\n", $1, $2, $3, $4 }' "$work/cv"
verdict "worst of those with a goal, percent" "$(awk '$1 == "*" && $4 > worst { worst = $4 } END { print worst + 0 }' "$work/cv")" 0.9999
exit "$missed"
