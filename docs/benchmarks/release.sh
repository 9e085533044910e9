#!/bin/sh
# A release from its publication to its measurement, by kpulse up alone: Debian's kernel source package, signed by a key made here and served
# by a server on this host in the form of kernel.org, is seen, checked, unpacked, built, booted and compared with Debian's newest kernel.
# Goals: it is seen within one interval of polling and 5 s; the task ends with a comparison that was judged; no boot of it fails.
# Run: docs/benchmarks/release.sh [DIRECTORY]     (state directory, default a new one; about 20 minutes)
# Exit code 0 all met, 1 not, 3 could not measure.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
mkdir -p "${1:-$work/home}"
KPULSE_HOME=$(CDPATH='' cd -- "${1:-$work/home}" && pwd)
interval=10

package=$(find /usr/src -maxdepth 1 -name 'linux-source-*.tar.xz' | sort -V | tail -n 1)
if [ -z "$package" ] || ! command -v gpg >/dev/null; then
	[ "$(id -u)" = 0 ] || die "run: sudo apt-get install --no-install-recommends -y linux-source gpg"
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends -y linux-source gpg; } \
		</dev/null >"$work/apt.log" 2>&1 || die "apt could not install linux-source and gpg: $(tail -n 3 "$work/apt.log")"
	package=$(find /usr/src -maxdepth 1 -name 'linux-source-*.tar.xz' | sort -V | tail -n 1)
fi
version=$(dpkg-query -W -f='${Version}' "$(basename "$package" .tar.xz)" | sed 's/-.*//')
name=linux-$version
site=$work/site
directory=v${version%%.*}.x
mkdir -p "$site/$directory"
ln "$package" "$site/$directory/$name.tar.xz" 2>/dev/null || cp "$package" "$site/$directory/$name.tar.xz"

say "signing $name"
GNUPGHOME=$work/gnupg
export GNUPGHOME
mkdir -m 700 "$GNUPGHOME"
gpg --batch --quiet --passphrase '' --quick-gen-key release@example.org rsa3072 sign never
gpg --batch --quiet --armor --export >"$work/key.asc"
xz -dc "$package" | gpg --batch --quiet --armor --digest-algo SHA256 --detach-sign -o "$site/$directory/$name.tar.sign"

# list RELEASE...: kernel.org's list; each as VERSION/LINE.
list() {
	for release; do
		printf '{"moniker": "%s", "version": "%s", "iseol": false, "released": {"timestamp": %d}}\n' "${release#*/}" "${release%/*}" "$(date +%s)"
	done | paste -sd, | sed "s|.*|{\"latest_stable\": {\"version\": \"$version\"}, \"releases\": [&]}|" >"$work/list"
	mv "$work/list" "$site/releases.json"
}
list "next-20240101/linux-next"

server='' service=''
# shellcheck disable=SC2154
trap '[ -z "$service" ] || { kill "$service" && wait "$service" || true; } 2>/dev/null; [ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
java "$here/ServeFiles.java" "$site" >"$work/address" &
server=$!
until [ -s "$work/address" ]; do
	kill -0 "$server" 2>/dev/null || die "the server ended"
	sleep 0.2
done
address=$(cat "$work/address")
cat >"$work/kpulse.yaml" <<-END
	sources:
	  private-addresses: on
	  kernel-org:
	    url: $address/releases.json
	    downloads: $address
	    interval-seconds: $interval
	    keys: $work/key.asc
	  debian:
	    watch: off
	web:
	  port: $((20000 + $$ % 20000))
	policies:
	  releases:
	    sources: kernel.org
	    lines: longterm
	    against: debian:latest
	    platforms: qemu-instructions
	    boots: 2
END
cd "$work"
kpulse sources list >&2
"$top/kpulse" up >"$work/up.log" 2>&1 &
service=$!

# await SECONDS WHAT QUERY: until the query says t; the milliseconds that took.
await() {
	since=$(now)
	until [ "$(sql "$3")" = t ]; do
		kill -0 "$service" 2>/dev/null || die "kpulse up ended: $(tail -n 3 "$work/up.log")"
		[ $(($(now) - since)) -lt $(($1 * 1000)) ] || die "waited $1 s for $2: $(tail -n 3 "$work/up.log")"
		sleep 0.2
	done
	echo $(($(now) - since))
}
missed=0
check() {
	if [ "$2" = t ]; then echo "met     $1"; else
		echo "MISSED  $1"
		missed=1
	fi
}

await 120 "the first poll" "SELECT count(*) > 0 FROM sighting WHERE ref LIKE '%next-20240101%'" >/dev/null
list "$version/longterm" "next-20240101/linux-next"
published=$(now)
seen=$(await 60 "the release" "SELECT count(*) > 0 FROM sighting WHERE ref = 'release:$version'")
say "seen"
await 60 "the task" "SELECT count(*) > 0 FROM request_task" >/dev/null
task="FROM request_task t JOIN request r ON r.id = t.request_id WHERE r.candidate = 'release:$version'"
run="FROM run r JOIN job j ON j.id = r.job_id JOIN kernel k ON k.id = j.kernel_id WHERE k.ref LIKE 'release:$version%'"
await 7200 "the first boot" "SELECT count(*) > 0 $run OR (SELECT count(*) > 0 $task AND t.finished_at IS NOT NULL)" >/dev/null
booted=$(now)
say "booted"
await 3600 "the end of the task" "SELECT count(*) > 0 $task AND t.finished_at IS NOT NULL" >/dev/null
ended=$(now)
grep -E 'signature|unpack|kernel|boot' "$work/up.log" | grep -v '"level":"DEBUG"' | tail -n 30
echo "release:$version: seen after $seen ms, its first boot stored after $(((booted - published) / 1000)) s, judged after $(((ended - published) / 1000)) s"
sql "SELECT t.state, t.outcome, t.detail $task"
sql "SELECT k.ref, r.state, count(*), sum((SELECT count(*) FROM sample s WHERE s.run_id = r.id)) || ' samples' FROM run r
	JOIN job j ON j.id = r.job_id JOIN kernel k ON k.id = j.kernel_id GROUP BY 1, 2 ORDER BY 1, 2"
check "seen within one interval and 5 s" "$([ "$seen" -le $((1000 * interval + 5000)) ] && echo t)"
check "its task was judged" "$(sql "SELECT t.state = 'DONE' AND t.outcome IN ('FINE', 'REGRESSION', 'INCONCLUSIVE') $task")"
check "no boot of it failed" "$(sql "SELECT count(*) > 0 AND count(*) FILTER (WHERE r.state <> 'FINISHED') = 0 $run")"
exit "$missed"
