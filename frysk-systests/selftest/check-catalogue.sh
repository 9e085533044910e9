#!/bin/sh
# The catalogue's rules: kernel ranges, machines, errors in it, selection, wrong calls; and that it names exactly the programs there are.
# usage: check-catalogue.sh BUILD
build=$1
faults=0
file=$(mktemp)
trap 'rm -f "$file"' EXIT

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
expects() { # KERNEL MACHINE WORD
	printf '%s\n' "$lines" > "$file"
	found=$("$build/fsystest" --list --catalogue "$file" --kernel "$1" --machine "$2" | awk '{print $2}')
	check "kernel $1 on $2 expects $3" [ "$found" = "$3" ]
}
lines='a/t XFAIL:OLD <4.8 * - -- too old
a/t XFAIL:ARM * aarch64 - -- not there
a/t SKIP 5.10..6.1 * - -- broken in between
a/t PASS >=4.8 * -'
expects 4.7.99 x86_64 XFAIL
expects 4.8 x86_64 PASS
expects 4.19.0-27-cloud-amd64 x86_64 PASS
expects 5.9.16 x86_64 PASS
expects 5.10.0 x86_64 SKIP
expects 6.0.19 x86_64 SKIP
expects 6.1 x86_64 PASS
expects 6.10.3 x86_64 PASS
expects 6.10.3 aarch64 XFAIL
lines='a/t PASS >=6.10 * -'
expects 6.9.12 x86_64 SKIP

refused() { # WORD-OF-MESSAGE ARGUMENTS...
	word=$1
	shift
	message=$("$build/fsystest" "$@" 2>&1 > /dev/null)
	code=$?
	check "refused: $word" [ "$code" = 2 ]
	check "    with a sentence" expr "$message" : ".*$word" > /dev/null
}
broken() { # WORD-OF-MESSAGE LINE
	printf '%s\n' "$2" > "$file"
	refused "$1" --list --catalogue "$file"
}
broken 'kernels are' 'a/t PASS 5.x * -'
broken 'expected is' 'a/t MAYBE * * -'
broken 'expected is' 'a/t XFAIL: * * - -- no reason'
broken 'needs an explanation' 'a/t XFAIL:E * * -'
broken 'needs are' 'a/t PASS * * cheese'
broken 'the line ends' 'a/t PASS *'
broken 'too much' 'a/t PASS * * - more'
broken 'a name is' '../t PASS * * -'
broken 'a name is' '/a/t PASS * * -'
broken 'has no test' '# nothing'
refused 'cannot read the catalogue' --catalogue /nonexistent --list
refused 'no test is called' --list no/such-test
refused 'takes a number' --jobs 0
refused 'takes a number' --repeat many
refused 'begins with a number' --kernel latest --list

programs=$(cd "$build" && find frysk* [a-z]* -mindepth 1 -maxdepth 1 -type f -perm -1 -path '*/*' ! -path 'selftest/*' | sort -u)
names=$(sed -n 's,^\([a-z0-9]*/[^ ]*\) .*,\1,p' "$build/catalogue" | sort -u)
for program in $programs; do
	case " $(echo $names) " in *" $program "*) ;; *) check "$program is in the catalogue" false ;; esac
done
for name in $names; do
	case $name in *.m32) continue ;; esac
	case " $(echo $programs) " in *" $name "*) ;; *) check "$name of the catalogue has a program" false ;; esac
done
echo "catalogue: $faults faults, $(echo "$names" | wc -l) names"
[ "$faults" = 0 ]
