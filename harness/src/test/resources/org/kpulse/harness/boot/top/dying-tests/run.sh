#!/bin/sh
# With the name of a test: only the deadly one. The agent looks at what is printed ten times a second.
[ $# -gt 0 ] || echo '{"test":"life/one","result":"FAIL","seconds":0.1,"note":"no","output":"it did not"}'
sleep 2
echo c >/proc/sysrq-trigger
sleep 600
