#!/bin/sh
# Measures what the way from power-on to the first step of a job costs more than booting the same kernel to a busybox shell.
# Goal: at most 1.5 times the bare boot, same kernel, same accelerator, on qemu-time and on qemu-instructions.
# Run: docs/benchmarks/boot-ratio.sh [KERNEL [REPETITIONS]]     (default debian:latest 5; about 4 minutes; no other load, please)
# Prints for each platform: medians of both, in seconds, their ratio, and whether the goal is met. Both kinds of boot alternate.
# Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

kernel=${1:-debian:latest}
times=${2:-5}

kpulse kernels fetch "$kernel" --json >"$work/kernel.json"
image=$(json "$work/kernel.json" "SELECT :'doc'::jsonb ->> 'image'")
[ -f "$image" ] || die "kpulse kernels fetch $kernel named no image"
kpulse machines check --kernel "$kernel" >&2
kpulse machines list --json >"$work/machines.json"
# The guest of the smoke suite, though the suite here is one short program.
packages=$(kpulse guest info --json >"$work/guest.json" && json "$work/guest.json" "SELECT string_agg(p, ',') FROM
	jsonb_array_elements_text(:'doc'::jsonb -> 'packages') AS p")

for platform in qemu-time qemu-instructions; do
	json "$work/machines.json" "SELECT m ->> 'kind', m ->> 'acceleration', m ->> 'memory_mib'
		FROM jsonb_array_elements(:'doc'::jsonb) AS m WHERE m ->> 'platform' = '$platform'" >"$work/platform"
	read -r kind acceleration memory <"$work/platform"
	: >"$work/bare" && : >"$work/job"
	turn=0
	while [ "$turn" -lt "$times" ]; do
		turn=$((turn + 1))
		say "$platform $turn of $times"
		bare_boot "$kind" "$acceleration" "$image" "$memory" >>"$work/bare" || die "the bare boot of $image did not reach its shell"
		code=0
		kpulse run --suite boot --set "guest.packages=$packages" --set platform.instructions.parallel=1 --boots 1 \
			--platform "$platform" --base "$kernel" --candidate "$kernel" --json >"$work/run.json" 2>"$work/run.err" || code=$?
		case $code in 0 | 1 | 4) ;; *)
			cat "$work/run.err" >&2
			die "kpulse run ended with exit code $code"
			;;
		esac
		experiment=$(json "$work/run.json" "SELECT :'doc'::jsonb ->> 'experiment'")
		sql "SELECT boot_seconds FROM run JOIN job ON job.id = job_id WHERE experiment_id = $experiment
			AND run.state = 'FINISHED'" >>"$work/job"
	done
	bare=$(median <"$work/bare")
	job=$(median <"$work/job")
	echo "$platform: power-on to shell $bare s, power-on to job $job s"
	verdict "$platform: ratio" "$(calc 'job / bare' job="$job" bare="$bare")" 1.5
done
exit "$missed"
