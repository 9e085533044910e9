#!/bin/sh
# Real bisections: real commits, built and booted. Histories with known culprits come from bisect-history.sh.
# Run: docs/benchmarks/bisect.sh [DIRECTORY] [seed=N] [PART...]     (all parts: hours the first time; the compiler cache makes the next faster)
#   DIRECTORY  for the histories (default: below the state directory)
#   seed=N     of the histories (default 1): other commits in another order, another culprit
#   pipe       256 commits, 50 instructions more in pipe_write: found on qemu-instructions with at most 10 builds and 30 boots of the
#              search, in under 25 minutes, the function named
#   time       64 commits, a tenth or more in wall-clock time, searched on qemu-time: under 60 minutes
#   crash      64 commits, one panics while syscall-latency runs: under 20 minutes
#   test       64 commits, one breaks a guarantee of ptrace that one test of fsystest checks: under 20 minutes
#   none       64 commits that change nothing, a change of 5 % looked for on both platforms: not reproduced
# Prints a line a bisection and what was met. Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

directory=$KPULSE_HOME/histories
case ${1:-} in
*/*)
	directory=$1
	shift
	;;
esac
seed=1
case ${1:-} in
seed=*)
	seed=${1#seed=}
	directory=$directory/seed-$seed
	shift
	;;
esac
[ $# -gt 0 ] || set -- pipe time crash test none

# bisected PART OPTION...: one bisection; its record in $work/record.json, how it ended in $work/status.json.
bisected() {
	part=$1
	shift
	"$here/bisect-history.sh" "$directory" "$part" "$seed" >&2 || die "no history for $part"
	benchmark='--benchmark syscall-latency'
	[ "$part" != test ] || benchmark=
	from=$(now)
	# shellcheck disable=SC2086
	kpulse bisect start --tree "$directory/$part" --good good --bad bad $benchmark "$@" --json \
		>"$work/status.json" || true
	took=$((($(now) - from) / 60000))
	culprit=$(cat "$directory/$part.culprit")
	bisection_answer "$work/status.json" >"$work/answer"
	read -r answer found confirmed builds boots function <"$work/answer"
	echo "$part: $answer $found (planted ${culprit:-nothing}), confirmed $confirmed, $builds builds, $boots boots, $took minutes, first function $function"
}

# wrong: 0 if the planted culprit was found and confirmed.
wrong() { if [ "$found" = "$culprit" ] && [ "$confirmed" = true ]; then echo 0; else echo 1; fi; }

for part; do
	case $part in
	pipe)
		bisected pipe --metric pipe-self
		verdict "pipe: culprit not found and confirmed" "$(wrong)" 0
		verdict "pipe: builds of the search" "$builds" 10
		verdict "pipe: boots of the search" "$boots" 30
		verdict "pipe: minutes" "$took" 25
		;;
	time)
		bisected time --metric pipe-self --platform qemu-time --change 10
		verdict "time: culprit not found and confirmed" "$(wrong)" 0
		verdict "time: minutes" "$took" 60
		;;
	crash)
		bisected crash --crash --platform qemu-instructions
		verdict "crash: culprit not found and confirmed" "$(wrong)" 0
		verdict "crash: minutes" "$took" 20
		;;
	test)
		bisected test --test signals/peeksiginfo --platform qemu-instructions
		verdict "test: culprit not found and confirmed" "$(wrong)" 0
		verdict "test: minutes" "$took" 20
		;;
	none)
		bisected none --metric pipe-self --change 5
		verdict "none: answers other than not_reproduced" "$(if [ "$answer" = not_reproduced ]; then echo 0; else echo 1; fi)" 0
		;;
	*) die "no part is called $part; there are: pipe, time, crash, test, none" ;;
	esac
done
exit "$missed"
