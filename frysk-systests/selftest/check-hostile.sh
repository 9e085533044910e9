#!/bin/sh
# Runs programs that misbehave, in all formats, and wants each contained, reported, and the next one run.
# usage: check-hostile.sh BUILD OUT
build=$1
out=$2
faults=0
dir=$out/tests
rm -rf "$dir"
mkdir -p "$dir/hostile"
for name in $(sed -n 's,^hostile/\([a-z0-9-]*\) .*,\1,p' hostile.catalogue); do
	case $name in missing* | no-program | too-old | other-machine) ;; *) ln "$out/hostile-program" "$dir/hostile/$name" ;; esac
done
rm -f "$dir/hostile/not-executable"
: > "$dir/hostile/not-executable"
for name in no-program no-program.m32; do
	echo nothing > "$dir/hostile/$name"
	chmod 755 "$dir/hostile/$name"
done

check() { # NAME CONDITION-COMMAND...
	what=$1
	shift
	if "$@"; then
		echo "ok   $what"
	else
		echo "BAD  $what"
		faults=$((faults + 1))
	fi
}
run() { # FORMAT-OPTIONS...
	"$build/fsystest" --dir "$dir" --catalogue hostile.catalogue "$@" < /dev/null
}
has() { grep -qE -- "$2" "$out/hostile.$1"; }
lacks() { ! grep -qE -- "$2" "$out/hostile.$1"; }

started=$(date +%s)
run > "$out/hostile.text"
check "the runner ends with 1" [ $? = 1 ]
check "within a minute" [ $(($(date +%s) - started)) -lt 60 ]

while read -r result name note; do
	check "$result $name" has text "^$result: hostile/$name\$"
	[ -z "$note" ] || check "    and says: $note" has text "^  $note"
done <<'LIST'
PASS good
UNRESOLVED floods wrote more than 8 MiB, killed
PASS floods-then-passes
UNRESOLVED bombs made more than 300 processes, killed
PASS comet
UNRESOLVED hangs not done within 1 s, killed
UNRESOLVED ignores-sigterm not done within 1 s, killed
PASS leaves-daemons left 3 processes behind \(leaves-daemons, leaves-daemons, leaves-daemons\), killed
PASS leaves-tracee left 2 processes behind \(leaves-tracee, leaves-tracee\), killed
PASS stops-runner stopped its runner, which goes on
UNRESOLVED kills-runner its runner ended while it ran
UNRESOLVED stops-itself not done within 1 s, killed
FAIL exits-127 exit code 127
UNRESOLVED breaks
UNRESOLVED crashes killed by signal 6
FAIL lies-in-ktap
FAIL prints-binary
FAIL wrong-reason
XFAIL right-reason
XPASS passes-after-all expected to fail with WANTED, but passed
UNRESOLVED missing cannot be started: No such file
SKIP missing.m32
UNRESOLVED no-program cannot be started: Exec format error
SKIP no-program.m32
UNRESOLVED not-executable cannot be started: Permission denied
SKIP too-old
SKIP other-machine
PASS last
LIST

alive() {
	for dir in /proc/[0-9]*; do
		case $(readlink "$dir/exe" 2> /dev/null) in *hostile*) echo "$dir" ;; esac
	done
}
none_alive() { [ -z "$(alive)" ]; }
check "nothing of it is left running" none_alive

run --json --jobs 4 > "$out/hostile.json"
lines=$(grep -c . "$out/hostile.json")
check "JSON: a line a test and a summary" [ "$lines" = 29 ]
check "JSON: the same results with 4 jobs" has json '"summary":\{"tests":28,"rounds":1,"PASS":7,"FAIL":4,"SKIP":4,"XFAIL":1,"XPASS":1,"UNRESOLVED":11\}'
check "JSON: no control characters" lacks json '[[:cntrl:]]'
check "JSON: valid UTF-8" iconv -f UTF-8 -t UTF-8 -o /dev/null "$out/hostile.json"
check "JSON: the flood is bounded" [ "$(wc -c < "$out/hostile.json")" -lt 200000 ]
if command -v python3 > /dev/null; then
	check "JSON: every line parses" python3 -c 'import json, sys; [json.loads(line) for line in open(sys.argv[1], "rb")]' "$out/hostile.json"
fi

run --ktap > "$out/hostile.ktap"
check "KTAP: one version line" [ "$(grep -c '^KTAP version 1$' "$out/hostile.ktap")" = 1 ]
check "KTAP: one plan, and it is right" [ "$(grep -E '^1\.\.' "$out/hostile.ktap")" = 1..28 ]
numbers=$(sed -nE 's/^(not )?ok ([0-9]+) .*/\2/p' "$out/hostile.ktap" | tr '\n' ' ')
check "KTAP: each number once, in order" [ "$numbers" = "$(seq -s ' ' 28) " ]
check "KTAP: no test bails out" lacks ktap '^Bail out'
check "KTAP: not built for 32 bits" has ktap '^ok [0-9]+ hostile/missing.m32 # SKIP was not built for 32 bits'
check "KTAP: no 32-bit programs here" has ktap '^ok [0-9]+ hostile/no-program.m32 # SKIP this kernel runs no 32-bit programs'
check "KTAP: skipped" has ktap '^ok [0-9]+ hostile/other-machine # SKIP not for here'
check "KTAP: expected to fail" has ktap '^ok [0-9]+ hostile/right-reason # XFAIL WANTED'
check "KTAP: timed out" has ktap '^not ok [0-9]+ hostile/hangs # TIMEOUT'

run --repeat 3 hostile/good hostile/right-reason > "$out/hostile.repeat"
check "repeated: ends with 0" [ $? = 0 ]
check "repeated: 3 rounds" has repeat '# 2 tests, 3 rounds, 0 flaky: 3 PASS, 3 XFAIL'

run --timeout 30 hostile/leaves-daemons > "$out/hostile.one"
check "a leak alone does not fail the run" [ $? = 0 ]

# Interrupted: everything goes.
echo 'hostile/ignores-sigterm PASS * * limit=60' > "$out/cut.catalogue"
"$build/fsystest" --dir "$dir" --catalogue "$out/cut.catalogue" hostile/ignores-sigterm < /dev/null > "$out/hostile.cut" 2>&1 &
runner=$!
waited=0
while none_alive && [ $waited -lt 300 ]; do
	sleep 0.1
	waited=$((waited + 1))
done
kill -TERM $runner
wait $runner
check "told to end: 128 + 15" [ $? = 143 ]
check "told to end: nothing is left running" none_alive

echo "hostile programs: $faults faults"
[ "$faults" = 0 ]
