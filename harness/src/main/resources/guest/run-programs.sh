#!/bin/sh
# run-programs DIRECTORY LIMIT_SECONDS [TEST]: runs the programs of a test set one after the other and prints KTAP.
#
# The programs are those that DIRECTORY/list names, else all executable files; with TEST the one that it is, or that it is a part of.
# DIRECTORY/skip has those that are not run: a name and why, a line each. A program runs in a process namespace of its
# own: it cannot stop, kill or see what runs it, and what it leaves behind is counted and killed. It gets an equal share of the room
# for what is printed; the rest is counted too. Each of its lines is printed behind "# ", so none is taken for a line of this script:
#
#   1..2
#   # Subtest: ptrace/peeksiginfo
#   # PASS
#   ok 1 ptrace/peeksiginfo # exit=0 time=0.12s left=1
#   ok 2 proc/read # SKIP could not be built: proc.h:49: error
#
# Exit codes are as a shell has them, 124 is late. Ends with 0, whatever the programs do, with 2 if there is no such test, with 3 if
# programs cannot be kept apart.
set -u
LC_ALL=C
export LC_ALL

ROOM=700000
MOST_OF_ONE=65536
MOST_PROCESSES=1000
ALONE='unshare --mount --pid --fork --kill-child=KILL --mount-proc'

fail() {
	echo "Bail out! $2"
	exit "$1"
}

# Process 1 of the program's namespace: starts it, keeps its exit code, says what it left behind.
inside() {
	if mkdir "$work/cgroup" 2>/dev/null && mount -t cgroup2 none "$work/cgroup" 2>/dev/null; then
		if echo +pids >"$work/cgroup/cgroup.subtree_control" && mkdir -p "$work/cgroup/programs" &&
			echo "$MOST_PROCESSES" >"$work/cgroup/programs/pids.max"; then
			echo 0 >"$work/cgroup/programs/cgroup.procs"
		fi 2>/dev/null
		umount "$work/cgroup"
	fi
	rmdir "$work/cgroup" 2>/dev/null
	cd "$(dirname "$program")" || exit 1
	"./$(basename "$program")" </dev/null 2>&1
	code=$?
	left=-1
	for process in /proc/[0-9]*; do
		left=$((left + 1))
	done
	echo "$code $left" >"$work/exit"
	exit 0
}

# Its first bytes in whole lines, without what no text has, then how much more there was. The agent keeps 1 MiB of a step: lines
# count with what is put before them.
share() {
	{
		head -c "$room" | tr -d '\000\r'
		more=$(wc -c)
		[ "$more" -eq 0 ] || printf '\n(%s more bytes are not kept)\n' "$more"
	} | awk -v room="$room" '
		{ size += length($0) + 3 }
		size > room { more++; next }
		{ print "# " $0 }
		END { if (more) print "# (" more " more lines are not kept)" }'
}

hundredths() {
	read -r seconds rest </proc/uptime
	echo "${seconds%.*}${seconds#*.}"
}

run() {
	echo "# Subtest: $1"
	rm -f "$work/exit"
	start=$(hundredths)
	program=$directory/$1
	export program work
	# shellcheck disable=SC2086
	timeout -s KILL "$limit" $ALONE setsid /bin/sh "$self" --inside 2>&1 | share
	took=$(expr "$(hundredths)" - "$start")
	code=124
	left=0
	[ ! -s "$work/exit" ] || read -r code left <"$work/exit"
	[ "$code" -eq 0 ] && ok=ok || ok='not ok'
	[ "$left" -eq 0 ] && left='' || left=" left=$left"
	printf '%s %d %s # exit=%d time=%d.%02ds%s\n' "$ok" "$number" "$1" "$code" $((took / 100)) $((took % 100)) "$left"
}

if [ "${1:-}" = --inside ]; then
	inside
fi

[ $# -ge 2 ] && [ -d "$1" ] || fail 2 "run-programs DIRECTORY LIMIT_SECONDS [TEST]"
directory=$(cd "$1" && pwd)
self=$(readlink -f "$0")
limit=$2
wanted=${3:-}
work=$(mktemp -d) || fail 3 "there is no room for a directory"
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2086
$ALONE true 2>"$work/why" || fail 3 "programs cannot be kept apart: $(head -n 1 "$work/why")"

cd "$directory" || fail 2 "no directory $directory"
if [ -f list ]; then
	cat list
else
	find . -type f -perm -u+x | sed 's,^\./,,' | sort
fi >"$work/list"
touch "$work/skip"
if [ -f skip ]; then
	cp skip "$work/skip"
	awk 'NR == FNR { skip[$1]; next } !($1 in skip)' skip "$work/list" >"$work/rest"
	[ ! -s skip ] || mv "$work/rest" "$work/list"
fi
if [ -n "$wanted" ]; then
	for file in list skip; do
		while read -r name why; do
			case $wanted/ in "$name"/*) echo "$name${why:+ $why}" ;; esac
		done <"$work/$file" >"$work/one"
		mv "$work/one" "$work/$file"
	done
fi
programs=$(wc -l <"$work/list")
all=$((programs + $(wc -l <"$work/skip")))
[ "$all" -gt 0 ] || fail 2 "there is no test ${wanted:-in $directory}"
room=$((ROOM / all))
[ "$room" -le "$MOST_OF_ONE" ] || room=$MOST_OF_ONE

# A shell says of a program that it was killed, in the midst of what is printed.
exec 2>/dev/null
echo "KTAP version 1"
echo "1..$all"
number=0
while read -r name; do
	number=$((number + 1))
	run "$name" </dev/null
done <"$work/list"
while read -r name why; do
	number=$((number + 1))
	echo "ok $number $name # SKIP $why"
done <"$work/skip"
exit 0
