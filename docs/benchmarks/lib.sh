# Sourced by the measuring scripts beside it, which set $here to this directory. POSIX sh, plus GNU date and busybox.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

top=$(CDPATH='' cd -- "$here/../.." && pwd)
KPULSE_HOME=${KPULSE_HOME:-$HOME/.local/share/kpulse}
export KPULSE_HOME
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
umask 022

die() {
	printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2
	exit 3
}

say() { printf '%s\n' "$*" >&2; }

kpulse() { "$top/kpulse" "$@"; }

# Milliseconds since 1970, for differences.
now() { echo $(($(date +%s%N) / 1000000)); }

# Arithmetic with decimals: calc 'a / b' a=1 b=3 gives 0.333.
calc() {
	formula=$1
	shift
	set -- "$@" ''
	awk "$(printf 'BEGIN { '; for pair; do [ -z "$pair" ] || printf '%s = %s; ' "${pair%%=*}" "${pair#*=}"; done)
		printf \"%.3f\n\", $formula }"
}

# Median of the numbers on standard input, one a line.
median() { sort -n | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# sql QUERY: rows of the database that the caller's KPULSE_HOME has, columns separated by blanks.
sql() { kpulse db psql -- -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 -c "$1"; }

# json FILE QUERY: a query in which :doc is that JSON document.
json() {
	# shellcheck disable=SC2016
	printf '\\set doc `cat %s`\n%s;\n' "$1" "$2" >"$work/query.sql"
	kpulse db psql -- -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 -f "$work/query.sql"
}

# bisection_answer FILE: of a bisection as JSON: answer, culprit, whether confirmed, builds, boots, first function that changed; - for none.
bisection_answer() {
	json "$1" "SELECT coalesce(:'doc'::jsonb #>> '{outcome,answer}', '-'), coalesce(:'doc'::jsonb #>> '{outcome,culprit,revision}', '-'),
		coalesce(:'doc'::jsonb #>> '{outcome,confirmed}', '-'), :'doc'::jsonb ->> 'builds', :'doc'::jsonb ->> 'boots',
		coalesce(:'doc'::jsonb #>> '{outcome,functions,0,function}', '-')"
}

# run_pair BASE CANDIDATE BOOTS FILE: the main job with two kernel images on qemu-instructions, its answer in FILE; a regression found
# (exit code 1) and an open question (4) are answers.
run_pair() {
	code=0
	kpulse run --platform qemu-instructions --boots "$3" --base "image:$1" --candidate "image:$2" --json >"$4" || code=$?
	case $code in 0 | 1 | 4) ;; *) die "kpulse run ended with exit code $code" ;; esac
	[ "$(json "$4" "SELECT count(*) FROM jsonb_path_query(:'doc'::jsonb, '\$.platforms[*].runs[*] ? (@.state != \"FINISHED\")')")" = 0 ] ||
		say "some boots failed; kpulse runs list says why"
}

# The metrics of a run as rows m(name, base, candidate, change, verdict), with a SELECT over them.
metrics() {
	json "$1" "WITH m AS (SELECT (m ->> 'benchmark') || '/' || (m ->> 'metric') AS name, m ->> 'unit' AS unit,
		(m #>> '{base,mean}')::float AS base, (m #>> '{candidate,mean}')::float AS candidate,
		(m ->> 'change_percent')::float AS change, m ->> 'verdict' AS verdict
		FROM jsonb_path_query(:'doc'::jsonb, '\$.platforms[*].metrics[*]') AS m) $2"
}

# verdict WHAT VALUE GOAL: WHAT is met when VALUE <= GOAL; remembers a miss in $missed.
missed=0
verdict() {
	if awk "BEGIN { exit !($2 <= $3) }"; then
		printf '%-60s %10s  goal <= %s: met\n' "$1" "$2" "$3"
	else
		printf '%-60s %10s  goal <= %s: MISSED\n' "$1" "$2" "$3"
		missed=1
	fi
}

# The initramfs of a bare boot: busybox says a word and powers off; the same as kpulse's own calibration.
bare_initramfs() {
	root=$work/initramfs
	mkdir -p "$root/bin" "$root/dev" "$root/proc" "$root/sys" "$root/tmp"
	cp "$(command -v busybox)" "$root/bin/busybox"
	printf '#!/bin/busybox sh\n/bin/busybox echo kpulse-alive >/dev/console\n/bin/busybox poweroff -f\n' >"$root/init"
	chmod 755 "$root/init"
	mknod "$root/dev/console" c 5 1 2>/dev/null || true
	(cd "$root" && find . | busybox cpio -o -H newc 2>/dev/null) >"$work/bare.cpio"
}

# bare_boot KIND ACCELERATION IMAGE MIB: seconds from the start of QEMU to the shell's word. KIND: time or instructions.
bare_boot() {
	[ -f "$work/bare.cpio" ] || bare_initramfs
	extra=
	case $1-$2 in
	time-kvm) accelerator='-accel kvm -cpu host -smp 2' ;;
	time-*) accelerator='-accel tcg,thread=multi -cpu max,-smap -smp 2' ;;
	*)
		accelerator='-accel tcg,thread=single -cpu max,-smap -smp 1 -icount shift=0,sleep=off -seed 1'
		accelerator="$accelerator -rtc base=2024-01-01T00:00:00,clock=vm"
		extra=nokaslr
		;;
	esac
	began=$(now)
	# shellcheck disable=SC2086
	timeout 180 qemu-system-x86_64 -nodefaults -no-user-config -display none -no-reboot -monitor none -machine pc -m "$4M" \
		$accelerator -chardev stdio,id=console,signal=off -serial chardev:console -kernel "$3" -initrd "$work/bare.cpio" \
		-append "console=ttyS0 quiet panic=-1 oops=panic no_timer_check cryptomgr.notests $extra" </dev/null 2>"$work/qemu.err" | {
		while read -r line; do
			case $line in *kpulse-alive*) ended=$(now) ;; esac
		done
		[ -n "${ended:-}" ] && calc '(e - b) / 1000' e="$ended" b="$began"
	}
}
