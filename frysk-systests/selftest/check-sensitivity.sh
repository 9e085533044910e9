#!/bin/sh
# Breaks one guarantee of the kernel at a time and wants exactly the tests of that guarantee to fail, in the whole suite.
# usage: check-sensitivity.sh BUILD OUT
build=$1
out=$2
faults=0

# The tests of the last run that are neither passed, skipped nor expected to fail.
bad() {
	sed -n 's/^{"test":"\([^"]*\)".*"result":"\(FAIL\|XPASS\|UNRESOLVED\)".*/\1=\2/p' "$out/sensitivity.json" | tr '\n' ' '
}

"$build/fsystest" --json > "$out/sensitivity.json"
code=$?
[ "$code" = 0 ] || { echo "BAD  without any sabotage the suite ends with $code: $(bad)"; exit 1; }
passing=$(grep -c '"result":"PASS"' "$out/sensitivity.json")
echo "ok   without sabotage $passing tests pass and none is bad"
skipped=$(sed -n 's/^{"test":"\([^"]*\)".*"result":"SKIP".*/\1/p' "$out/sensitivity.json")

"$out/sabotage" --list > "$out/sabotages"
while read -r which tests; do
	expected=
	for test in $tests; do
		case " $(echo $skipped) " in *" $test "*) ;; *) expected="$expected$test=FAIL ";; esac
	done
	[ -n "$expected" ] || { echo "skip $which: its tests are skipped here: $tests"; continue; }
	"$out/sabotage" "$which" "$build/fsystest" --json > "$out/sensitivity.json" < /dev/null
	code=$?
	[ "$code" = 77 ] && { echo "skip all: no seccomp filters here"; exit 0; }
	found=$(bad)
	sorted_found=$(echo $found | tr ' ' '\n' | sort)
	sorted_expected=$(echo $expected | tr ' ' '\n' | sort)
	if [ "$sorted_found" = "$sorted_expected" ] && [ "$code" = 1 ]; then
		echo "ok   $which: exactly $tests"
	else
		echo "BAD  $which: exit $code, expected $expected, found $found"
		faults=$((faults + 1))
	fi
done < "$out/sabotages"
echo "sensitivity: $faults faults"
[ "$faults" = 0 ]
