#!/bin/sh
# A bisection that a person begins on the page /bisections, carried out with real kernels by kpulse up alone: signs in as the first admin,
# fills in the form, waits. The history is one of bisect-history.sh: one commit panics.
# Goals: it is stored as running when the form comes back; the planted commit is found and confirmed; the page names it.
# Run: docs/benchmarks/bisect-page.sh [DIRECTORY] [COMMITS]     (an hour and more from an empty compiler cache)
#   DIRECTORY  state directory that no service had before, default a new one
#   COMMITS    of the history, default 64
# Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
mkdir -p "${1:-$work/home}"
KPULSE_HOME=$(CDPATH='' cd -- "${1:-$work/home}" && pwd)
port=$((20000 + $$ % 20000))
url=http://127.0.0.1:$port

"$here/bisect-history.sh" "$KPULSE_HOME/histories" crash 1 "${2:-64}" >&2 || die "no history"
culprit=$(cat "$KPULSE_HOME/histories/crash.culprit")
cat >"$work/kpulse.yaml" <<-END
	sources:
	  kernel-org:
	    watch: off
	  debian:
	    watch: off
	web:
	  port: $port
	trees:
	  history: $KPULSE_HOME/histories/crash
END
cd "$work"
kpulse --version >/dev/null
"$top/kpulse" up >"$work/up.log" 2>&1 &
service=$! started=$(now)
# shellcheck disable=SC2154
trap '[ -z "$service" ] || { kill "$service" && wait "$service" || true; } 2>/dev/null; rm -rf "$work"' EXIT

alive() { kill -0 "$service" 2>/dev/null || die "kpulse up ended: $(tail -n 3 "$work/up.log")"; }

# page METHOD PATH [FIELD...]: a page as the browser of the person who signed in gets it; forms carry their page's token.
page() {
	method=$1 where=$2
	shift 2
	for field; do
		set -- "$@" --data-urlencode "$field"
		shift
	done
	curl -s -f -X "$method" -b "$work/cookies" -c "$work/cookies" "$@" -D "$work/headers" -o "$work/page" "$url$where" ||
		die "$method $where was not answered: $(head -n 1 "$work/headers")"
}
token() { sed -n 's/.*name="_csrf"[^>]*value="\([^"]*\)".*/\1/p' "$work/page" | head -n 1; }

# A state directory that was used before has its admin, whose password nobody knows.
password=
until [ -n "$password" ]; do
	alive
	[ $(($(now) - started)) -lt 300000 ] || die "no password of the first admin was printed: $(tail -n 3 "$work/up.log")"
	sleep 0.5
	password=$(sed -n 's/.*sign in as admin with the password \([^ ]*\) .*/\1/p' "$work/up.log" | head -n 1)
done
page GET /login
page POST /login "_csrf=$(token)" username=admin "password=$password"
page GET /account
page POST /account/password "_csrf=$(token)" "old=$password" "chosen=$password-$password"
page GET /login
page POST /login "_csrf=$(token)" username=admin "password=$password-$password"
page GET /bisections
from=$(now)
page POST /bisections "_csrf=$(token)" tree=history good=good bad=bad path= benchmark=syscall-latency metric= test= crash=on \
	platforms=qemu-instructions change= confidence= budget=
path=$(sed -n 's/^[Ll]ocation: *//p' "$work/headers" | tr -d '\r' | sed 's|^http://[^/]*||')
id=${path##*/}
case $id in '' | *[!0-9]*) die "the form did not lead to a bisection: $(head -n 1 "$work/headers")" ;; esac
say "begun: $path"
state=
until [ "$state" = finished ]; do
	alive
	[ $(($(now) - from)) -lt 10800000 ] || die "waited three hours: $(tail -n 3 "$work/up.log")"
	sleep 5
	page GET "$path.json"
	new=$(grep -o '"state" *: *"[a-z]*"' "$work/page" | head -n 1 | sed 's/.*"\([a-z]*\)"/\1/')
	[ "$new" = "$state" ] || say "$(date +%T) $new"
	state=$new
	case $state in aborted | paused) die "the bisection is $state: $(tail -n 3 "$work/up.log")" ;; esac
done
took=$((($(now) - from) / 60000))
bisection_answer "$work/page" >"$work/answer"
read -r answer found confirmed builds boots _ <"$work/answer"
echo "from the page: $answer $found (planted $culprit), confirmed $confirmed, $builds builds, $boots boots, $took minutes"
page GET "$path"
missed=0
verdict "culprit not found and confirmed" "$(if [ "$found" = "$culprit" ] && [ "$confirmed" = true ]; then echo 0; else echo 1; fi)" 0
verdict "page does not name the culprit" "$(if grep -q "$(printf %.12s "$culprit")" "$work/page"; then echo 0; else echo 1; fi)" 0
exit "$missed"
