#!/bin/sh
# Guarantee: strace -f follows a thread that execs into the new image, whose output and exit status come through.
# Since: Linux 2.6; strace hung or lost the process, Frysk's bug 2130. exec/exec-thread-syscall-traced is the same without strace.
# Source: ptrace(2), "execve(2) under ptrace"; frysk-imports/tests/frysk2130, rewritten.
here=$(dirname "$0")
command -v strace > /dev/null 2>&1 || { echo "skipped: there is no strace here"; exit 77; }
output=$(strace -f -o /dev/null "$here/threadexec" role:run "$here/threadexec" role:hi)
code=$?
[ "$code" = 0 ] || { echo "failed: strace exits with $code"; exit 1; }
[ "$output" = hi ] || { echo "failed: the output is '$output'"; exit 1; }
