#!/bin/sh
# Builds two small kernels from Debian's kernel source for measuring: `base` (tinyconfig + guest.config, everything built in) and
# `slow`, the same with slow-getppid.patch. Not a measurement itself; slowdown.sh uses it.
# Run: docs/benchmarks/small-kernels.sh     (about 10 CPU-minutes the first time, seconds of hashing afterwards)
# Prints two lines on standard output: `base PATH` and `slow PATH`. Where they are kept: kernels.sh.
# Exit code 0, or 3 when it cannot build.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/kernels.sh"

kernel base
kernel slow "$here/slow-getppid.patch"
remove_tree
printf 'base %s/base/bzImage\nslow %s/slow/bzImage\n' "$kept" "$kept"
