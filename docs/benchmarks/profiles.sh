#!/bin/sh
# Measures what exact profiles must show, in parts that can be run alone:
#   same      One kernel against itself, 8 seeds. Goals: of two boots of a seed no count differs; of 100 A/A comparisons, boots of the
#             kernel split by chance, `kpulse why` names a function in at most 5.
#   cost      The smoke suite with and without the plugin, in turns. Goals: samples byte-identical; wall time at most 1.05 times.
#   speed     Goals: `kpulse why` under 1 s after the start of the JVM; one function over 1,000 runs under 100 ms in the database.
#   planted   Ten kernels with one slowdown of 20 to 100 instructions each (planted/, planted-kernels.sh) against the same kernel
#             without it, 3 seeds a side. Goal: in at least nine `kpulse why` names the changed function first, its instructions per
#             call right to +-1, and it explains at least 80 % of the change of a benchmark that reaches it.
# Run: docs/benchmarks/profiles.sh [--boots N] [PART...]     (default all; about an hour, and 15 minutes more the first time)
# Prints a line a measurement and what was met. Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/classes.sh"

boots=3
if [ "${1:-}" = --boots ]; then
	boots=$2
	shift 2
fi
[ $# -gt 0 ] || set -- same cost planted speed

# Functions that `kpulse why` names, as rows w(place, function, added, share) with a SELECT over them; the one place that knows its
# answer. place: 1 is first; added: instructions per call, candidate - base; share: of the benchmark's change, 1 is all of it.
# why BASE CANDIDATE BENCHMARK METRIC QUERY: a phase with a part is taken when the part is called like the metric.
why() {
	kpulse why "image:$1" "image:$2" --benchmark "$3" --platform qemu-instructions --json >"$work/why.json" ||
		die "kpulse why ended with exit code $?"
	json "$work/why.json" "WITH w AS (SELECT f.place, f.said ->> 'function' AS function,
		(f.said #>> '{candidate,per_call}')::numeric - (f.said #>> '{base,per_call}')::numeric AS added,
		(f.said ->> 'share')::numeric AS share
		FROM jsonb_path_query(:'doc'::jsonb, '\$.platforms[*].phases[*] ? (@.benchmark == \"$3\")') AS phase,
		jsonb_path_query(phase, '\$.functions[*]') WITH ORDINALITY AS f(said, place)
		WHERE coalesce(phase ->> 'part', '$4') = '$4') $5"
}

planted() {
	"$here/planted-kernels.sh" >"$work/kernels"
	base=$(sed -n 's/^base //p' "$work/kernels")
	wrong=0
	grep -v '^#' "$here/planted/planted.txt" >"$work/planted"
	while read -r name function added benchmark metric <&3; do
		candidate=$(sed -n "s/^$name //p" "$work/kernels")
		run_pair "$base" "$candidate" "$boots" "$work/run.json"
		change=$(metrics "$work/run.json" "SELECT round(change::numeric, 3) FROM m WHERE name = '$benchmark/$metric'")
		why "$base" "$candidate" "$benchmark" "$metric" \
			"SELECT place, round(added, 2), round(100 * share, 1) FROM w WHERE function = '$function'" >"$work/answer"
		read -r place seen share <"$work/answer" || place=- seen=0 share=0
		if awk "BEGIN { d = 0$seen - $added; exit !(\"$place\" == 1 && d * d <= 1 && 0$share >= 80) }"; then said=right; else
			said=WRONG
			wrong=$((wrong + 1))
		fi
		printf '%-20s +%-2s  %s %s %%: place %s, %s instructions a call, explains %s %%: %s\n' \
			"$function" "$added" "$benchmark/$metric" "${change:-?}" "$place" "$seen" "$share" "$said"
	done 3<"$work/planted"
	verdict "planted slowdowns not told exactly, of $(grep -c . "$work/planted")" "$wrong" 1
}

# One kernel against itself, $seeds seeds on both sides: what must be equal, and how often `why` names a function by chance.
same() {
	"$here/planted-kernels.sh" >"$work/kernels"
	base=$(sed -n 's/^base //p' "$work/kernels")
	seeds=8
	run_pair "$base" "$base" "$seeds" "$work/run.json"
	experiment=$(json "$work/run.json" "SELECT :'doc'::jsonb ->> 'experiment'")
	runs="SELECT r.id, r.seed, j.role FROM run r JOIN job j ON j.id = r.job_id WHERE j.experiment_id = $experiment AND r.state = 'FINISHED'"
	sql "WITH runs AS ($runs), c AS (SELECT runs.seed, runs.role, f.phase, f.name, f.instructions, f.calls
			FROM function_count f JOIN runs ON runs.id = f.run_id)
		SELECT count(*), count(*) FILTER (WHERE (a.instructions, a.calls) IS DISTINCT FROM (b.instructions, b.calls)), count(DISTINCT seed)
		FROM (SELECT * FROM c WHERE role = 'base') a FULL JOIN (SELECT * FROM c WHERE role = 'candidate') b USING (seed, phase, name)" >"$work/twins"
	read -r counts unlike twins <"$work/twins"
	echo "one kernel, two boots of each of $twins seeds: $counts counts of instructions and calls of a function in a phase"
	[ "$counts" -gt 0 ] || die "there are no profiles"
	verdict "of these different" "$unlike" 0
	sql "WITH runs AS ($runs) SELECT 'unknown instructions:', sum(unknown_instructions), 'phases a run:', count(*) / count(DISTINCT run_id)
		FROM profile_phase JOIN runs ON runs.id = run_id"
	run_class org.kpulse.harness.comparison.ProfileSplits "$KPULSE_HOME" "$experiment" 100 3 1 >"$work/splits"
	cat "$work/splits"
	verdict "A/A comparisons of 100 in which why names a function" "$(sed -n 's/.*named by why \([0-9]*\).*/\1/p' "$work/splits")" 5
}

# The same kernel, suite and seeds with and without the plugin, in turns.
cost() {
	kernel=debian:previous
	pairs=5
	: >"$work/ratios"
	i=0
	while [ $i -lt $pairs ]; do
		for profiles in on off; do
			code=0
			kpulse run --platform qemu-instructions --base "$kernel" --candidate "$kernel" --boots 1 --set run.profiles=$profiles --json \
				>"$work/$profiles.json" || code=$?
			case $code in 0 | 1 | 4) ;; *) die "kpulse run ended with exit code $code" ;; esac
			json "$work/$profiles.json" "SELECT sum((r ->> 'seconds')::numeric) FROM jsonb_path_query(:'doc'::jsonb, '\$.platforms[*].runs[*]') AS r" >"$work/$profiles"
			json "$work/$profiles.json" "SELECT :'doc'::jsonb ->> 'experiment'" >>"$work/experiments"
		done
		calc 'a / b' a="$(cat "$work/on")" b="$(cat "$work/off")" >>"$work/ratios"
		i=$((i + 1))
	done
	runs="SELECT r.id, r.seed, EXISTS (SELECT FROM run_profile p WHERE p.run_id = r.id) AS profiled
		FROM run r JOIN job j ON j.id = r.job_id WHERE j.experiment_id IN ($(paste -sd, "$work/experiments")) AND r.state = 'FINISHED'"
	sql "WITH runs AS ($runs), m AS (SELECT runs.seed, runs.profiled, metric_id, samples FROM run_metric JOIN runs ON runs.id = run_id)
		SELECT count(DISTINCT (seed, metric_id)), count(*) FILTER (WHERE kinds <> 2 OR lists <> 1) FROM (SELECT seed, metric_id,
			count(DISTINCT profiled) AS kinds, count(DISTINCT samples) AS lists FROM m GROUP BY 1, 2) x" >"$work/unlike"
	read -r lists unlike <"$work/unlike"
	echo "lists of samples of a metric with the plugin and without: $lists"
	[ "$lists" -gt 0 ] || die "nothing was measured with and without"
	verdict "of these not byte-identical" "$unlike" 0
	echo "wall time of the boots with the plugin to without, $pairs pairs: $(paste -sd' ' "$work/ratios")"
	verdict "their median" "$(median <"$work/ratios")" 1.05
}

# How fast it answers: the command, less the JVM's start, and one function over 1,000 runs in the database.
speed() {
	base=$(sql "SELECT k.ref FROM kernel k JOIN job j ON j.kernel_id = k.id JOIN run r ON r.job_id = j.id JOIN run_profile p ON p.run_id = r.id
		WHERE p.missing IS NULL AND k.ref LIKE 'debian:%' GROUP BY k.ref ORDER BY max(r.id) DESC LIMIT 1")
	[ -n "$base" ] || die "no Debian kernel has a profile; run: kpulse run --platform qemu-instructions"
	candidate=$(sql "SELECT k.ref FROM kernel k JOIN job j ON j.kernel_id = k.id JOIN run r ON r.job_id = j.id JOIN run_profile p ON p.run_id = r.id
		WHERE p.missing IS NULL AND k.ref LIKE 'debian:%' AND k.ref <> '$base' GROUP BY k.ref ORDER BY max(r.id) DESC LIMIT 1")
	for word in 1 2 3 4 5; do
		from=$(now)
		kpulse --version >/dev/null
		middle=$(now)
		kpulse why "$base" "$candidate" >/dev/null
		echo $(($(now) - middle - middle + from)) >>"$work/why"
	done
	verdict "kpulse why $base $candidate, less --version, ms (median of $word)" "$(median <"$work/why")" 1000
	sql "CREATE TEMPORARY TABLE runs (LIKE profile_part INCLUDING STORAGE INCLUDING INDEXES) WITH (toast_tuple_target = 256);
		INSERT INTO runs SELECT n, bucket, functions, phases, instructions, calls FROM generate_series(1, 1000) n,
			(SELECT * FROM profile_part WHERE run_id = (SELECT max(run_id) FROM run_profile WHERE missing IS NULL)) p;
		ANALYZE runs;
		SELECT count(*) FROM runs, kernel_function f WHERE f.name = 'pipe_write' AND bucket = f.id / 32;
		EXPLAIN (ANALYZE, SUMMARY) SELECT p.run_id, c.phase, c.instructions, c.calls FROM kernel_function f JOIN runs p ON p.bucket = f.id / 32
		CROSS JOIN LATERAL unnest(p.functions, p.phases, p.instructions, p.calls) AS c (function, phase, instructions, calls)
		WHERE f.name = 'pipe_write' AND c.function = f.id" >"$work/query"
	verdict "pipe_write over 1,000 runs in the database, ms" "$(sed -n 's/.*Execution Time: \([0-9.]*\) ms.*/\1/p' "$work/query")" 100
	sql "SELECT 'bytes a run, indexes included:', (pg_total_relation_size('profile_part') + pg_total_relation_size('profile_phase')) / count(*) FROM run_profile"
}

for part; do
	case $part in
	same) same ;;
	cost) cost ;;
	planted) planted ;;
	speed) speed ;;
	*) die "no part is called $part; there are: same, cost, planted, speed" ;;
	esac
done
exit "$missed"
