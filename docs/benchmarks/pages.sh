#!/bin/sh
# The pages on a made-up history of full size: 5,000 kernels, 60 metrics, 6 platforms, 5 boots, 9 million samples.
# Run: docs/benchmarks/pages.sh [DIRECTORY] [KERNELS] [SECONDS]
#   DIRECTORY  state directory to fill once and use again (default: a directory of its own below the state directory)
#   KERNELS    default 5000 (the filling takes some minutes)
#   SECONDS    that each part is measured (default 300)
# Parts: start of the server to the first page; 20 requests a second; 200 readers while results go on being stored.
# Prints p50 and p95 of each kind of page and what was met. Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
KPULSE_HOME=${1:-$KPULSE_HOME/demo-pages}
kernels=${2:-5000}
seconds=${3:-300}
port=$((20000 + $$ % 20000))
export KPULSE_WEB_PORT=$port
url=http://127.0.0.1:$port

mkdir -p "$KPULSE_HOME"
[ -d "$KPULSE_HOME/postgres" ] || kpulse demo-data --kernels "$kernels" --metrics 60 --platforms 6 --boots 5 >&2

storing=
trap '[ -z "$storing" ] || kill "$storing" 2>/dev/null || true; [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
kpulse --version >/dev/null
from=$(now)
"$top/kpulse" serve >"$work/serve.log" 2>&1 &
server=$!
until curl -s -f -o /dev/null "$url/"; do
	kill -0 "$server" 2>/dev/null || die "the server ended: $(tail -n 3 "$work/serve.log")"
	sleep 0.1
done
verdict "start of kpulse serve to the first page, ms" $(($(now) - from)) 8000

# shown FILE: its lines as a table.
shown() { awk '{ printf "  %-48s %6d answers %3d errors  p50 %5d ms  p95 %5d ms  %6.1f KB\n", $1, $2, $3, $4, $5, $6 }' "$1"; }

# most FILE PATTERN COLUMN: the largest value of a column among kinds that match.
most() { awk -v pattern="$2" -v column="$3" '$1 ~ pattern && $column > m { m = $column } END { print m + 0 }' "$1"; }

java "$here/PageLoad.java" "$url" rate 20 20 "$kernels" >/dev/null
java "$here/PageLoad.java" "$url" rate 20 "$seconds" "$kernels" >"$work/rate"
echo "20 requests a second for $seconds s:"
shown "$work/rate"
verdict "errors" "$(awk '{ e += $3 } END { print e }' "$work/rate")" 0
verdict "p95 of the slowest page, ms" "$(most "$work/rate" '^/' 5)" 150
verdict "p95 of compare and series, ms" "$(most "$work/rate" '^/(compare|series/)' 5)" 100
verdict "p95 of lists as JSON, ms" "$(most "$work/rate" '(json$|^/api/)' 5)" 50
verdict "largest page, compressed, KB" "$(most "$work/rate" '^/' 6)" 150

"$here/storing-beside.sh" "$seconds" >"$work/stored" 2>"$work/stored.err" &
storing=$!
java "$here/PageLoad.java" "$url" readers 200 "$seconds" "$kernels" >"$work/readers"
wait "$storing" || die "storing beside the readers failed: $(tail -n 3 "$work/stored.err")"
storing=
echo "200 readers for $seconds s:"
shown "$work/readers"
verdict "errors" "$(awk '{ e += $3 } END { print e }' "$work/readers")" 0
verdict "samples stored a second meanwhile, below 20000 by" "$(awk '{ print 20000 - $1 }' "$work/stored")" 0
echo "resident memory of the server: $(($(awk '/VmHWM/ { print $2 }' "/proc/$server/status") / 1024)) MB at most; its heap is limited to 512 MB"
exit "$missed"
