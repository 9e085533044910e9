#!/bin/sh
# Measures how fast samples are stored in the embedded PostgreSQL through the class that stores runs.
# Goal: 50,000 samples/s or more (the ratio printed at the end of the line is 1.0 or more).
# Run: docs/benchmarks/storing.sh
# Prints the lines of StoreBenchmark: start of the server, samples/s with its ratio to the goal, reading for a comparison.
# Works in a fresh temporary state directory; the caller's is not touched. Exit code 0 goal met, 1 missed, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/classes.sh"

run_class org.kpulse.harness.store.StoreBenchmark "$work/home" | tee "$work/out"
ratio=$(sed -n 's/^store, one row a run and metric .* samples\/s, \([0-9.]*\) times.*/\1/p' "$work/out")
[ -n "$ratio" ] || die "StoreBenchmark printed no rate"
awk "BEGIN { exit !($ratio >= 1) }"
