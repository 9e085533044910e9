#!/bin/sh
# Measures what exact profiles must show, in parts that can be run alone:
#   planted   Ten kernels with one slowdown of 20 to 100 instructions each (planted/, planted-kernels.sh) against the same kernel
#             without it, 3 seeds a side. Goal: in at least nine `kpulse why` names the changed function first, its instructions per
#             call right to +-1, and it explains at least 80 % of the change of a benchmark that reaches it.
# Run: docs/benchmarks/profiles.sh [--boots N] [PART...]     (default all; planted: about 20 minutes, and 15 more the first time)
# Prints a line a measurement and what was met. Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

boots=3
if [ "${1:-}" = --boots ]; then
	boots=$2
	shift 2
fi
[ $# -gt 0 ] || set -- planted

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

for part; do
	case $part in
	planted) planted ;;
	*) die "no part is called $part; there is: planted" ;;
	esac
done
exit "$missed"
