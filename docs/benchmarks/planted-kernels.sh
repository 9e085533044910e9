#!/bin/sh
# Builds eleven small kernels for measuring: `base` (tinyconfig + guest.config) and one for each patch of planted/, the same with a
# loop of 20 to 100 instructions in one function; planted/planted.txt says in which. Not a measurement itself; profiles.sh uses it.
# Run: docs/benchmarks/planted-kernels.sh     (about 15 CPU-minutes the first time, seconds of hashing afterwards)
# Prints a line `NAME PATH` for each on standard output. Where they are kept, with symbols and objects: kernels.sh.
# Exit code 0, or 3 when it cannot build.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/kernels.sh"

names=$(awk '!/^#/ && NF { print $1 }' "$here/planted/planted.txt")
kernel base
for name in $names; do kernel "$name" "$here/planted/$name.patch"; done
remove_tree
for name in base $names; do echo "$name $kept/$name/bzImage"; done
