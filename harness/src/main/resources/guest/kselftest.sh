#!/bin/sh
# kselftest SOURCE DESTINATION COLLECTION...: builds collections of kselftest, linked statically.
#
# SOURCE is a kernel tree, which is not written to, or a tar file of one. DESTINATION gets a folder for each collection, "list" with
# the programs that kselftest would run, and "skip" with those that could not be built: a name and why, a line each.
# The kernel's headers are those of the system's C library.
set -eu

source=$1
destination=$2
shift 2
work=$destination.build
tests=$work/tools/testing/selftests
mkdir -p "$work" "$destination"
: >"$destination/list"
: >"$destination/skip"

fail() {
	echo "error: $1" >&2
	exit 1
}

if [ -d "$source" ]; then
	[ -d "$source/tools/testing/selftests" ] || fail "there is no kselftest in $source"
	mkdir -p "$work/include" "$work/tools/testing"
	cp -R "$source/include/uapi" "$work/include/"
	cp -R "$source/tools/include" "$work/tools/"
	cp -R "$source/tools/testing/selftests" "$work/tools/testing/"
else
	tar -x --no-same-owner -f "$source" -C "$work" --strip-components=1 --wildcards \
		'*/include/uapi' '*/tools/include' '*/tools/testing/selftests' || fail "there is no kselftest in $source"
fi

# The first words of the compiler or linker that say what is wrong with a program.
why() {
	make -s -C "$1" CC='gcc -static -s' "$2" 2>&1 </dev/null |
		grep -E 'error|undefined reference|multiple definition|cannot find|No rule|not found' | head -n 1 |
		sed "s,$tests/,,g" | tr -cd ' -~' | cut -c 1-200
}

for collection; do
	folder=$tests/$collection
	[ -f "$folder/Makefile" ] || fail "kselftest has no collection $collection"
	# What can be made is wanted, whatever else cannot; rsync, which futex asks for, only copies scripts that are there.
	make -s -k -C "$folder" CC='gcc -static -s' >/dev/null 2>&1 </dev/null || true
	make -s --no-print-directory -C "$folder" COLLECTION="$collection" emit_tests </dev/null |
		sed -n "s,^$collection:,,p" >"$work/emitted"
	[ -s "$work/emitted" ] || fail "kselftest's collection $collection names no programs"
	while read -r name; do
		if [ -x "$folder/$name" ]; then
			echo "$collection/$name" >>"$destination/list"
		else
			reason=$(why "$folder" "$folder/$name") || reason=
			echo "$collection/$name could not be built: ${reason:-it was not made}" >>"$destination/skip"
		fi
	done <"$work/emitted"
	find "$folder" \( -name '*.[choS]' -o -name Makefile -o -name '*.mk' \) -type f -exec rm -f {} +
	mkdir -p "$destination/$collection"
	cp -R "$folder/." "$destination/$collection/"
done
cp -R "$tests/kselftest" "$destination/"
rm -rf "$work"
