#!/bin/sh
# Makes a git repository with a history for real kernel bisections out of Debian's kernel source. Not a measurement itself.
# Run: docs/benchmarks/bisect-history.sh DIRECTORY [pipe|time|crash|test|none] [SEED] [COMMITS]     (2 minutes the first time, then seconds)
#   DIRECTORY/KIND          bare repository: tag `good` is the source, `bad` the tip; `git rev-list --count good..bad` is COMMITS
#                           (256 for pipe, else 64), about a fifth of them merges of topic branches. Default: pipe 1
#   DIRECTORY/KIND.culprit  hash of the commit that does it; empty for none
#   DIRECTORY/KIND.planted  lines `ROLE HASH` of all that is planted
#   DIRECTORY/base.git      the source, imported once; histories have its objects by hard links and do not need it
# Culprits, in pipe_write() of fs/pipe.c, in the middle 70 %: pipe 25 turns of 2 instructions; time 1,000 turns; crash panics at the
# 5,000th write, so the kernel boots and syscall-latency does not end; test is in ptrace_peek_siginfo() of kernel/ptrace.c, which gives
# queued signals from one before the offset that was asked for; none has no culprit. In every history 3 % of the commits (at
# least 2) do not build, one does not boot, one boots every other time; the next commit of the branch repairs that. Two or three
# (`rebuilds-much`) touch a header that nearly all includes. The others add functions that nothing calls, comments, documentation, or
# touch what tinyconfig + kpulse-x86_64 does not build. The same arguments on the same source give the same hashes.
# Kernels: git:DIRECTORY/pipe#good, git:DIRECTORY/pipe#bad. At least 16 commits or so, else not all that is planted finds a place.
# Exit code 0; 2 for arguments that make no sense, 3 when it cannot make it.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

usage() {
	echo "usage: $(basename -- "$0") DIRECTORY [pipe|time|crash|test|none] [SEED] [COMMITS]" >&2
	exit 2
}

number() { case $1 in '' | *[!0-9]* | ??????????*) usage ;; esac; }

[ $# -ge 1 ] && [ $# -le 4 ] && [ -n "$1" ] || usage
kind=${2:-pipe}
case $kind in
pipe) commits=256 ;;
time | crash | test | none) commits=64 ;;
*) usage ;;
esac
seed=${3:-1}
commits=${4:-$commits}
number "$seed"
number "$commits"
mkdir -p -- "$1"
directory=$(CDPATH='' cd -- "$1" && pwd)
base=$directory/base.git
history=$directory/$kind

series=6.1
archive=/usr/src/linux-source-$series.tar.xz
packages="linux-source-$series git xz-utils"

# What git makes must not depend on who runs this.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
GIT_AUTHOR_NAME=Source GIT_AUTHOR_EMAIL=source@example.org GIT_AUTHOR_DATE='1672531200 +0000'
GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE
export GIT_CONFIG_NOSYSTEM GIT_CONFIG_GLOBAL GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_AUTHOR_DATE
export GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL GIT_COMMITTER_DATE

# As root missing packages are installed; else it says which.
packages() {
	missing=$(for package in $packages; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || printf '%s ' "$package"
	done)
	[ -n "$missing" ] || return 0
	[ "$(id -u)" = 0 ] || die "these packages are missing; run: sudo apt-get install --no-install-recommends -y $missing"
	say "installing $missing"
	# shellcheck disable=SC2086
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends -y $missing; } \
		</dev/null >"$work/apt.log" 2>&1 || {
		tail -n 15 "$work/apt.log" >&2
		die "apt could not install $missing"
	}
}

# The source as a repository of one commit. Git puts files above the threshold into one pack at once, instead of 80,000 loose objects.
import() {
	version=$(dpkg-query -W -f='${Version}' "linux-source-$series")
	[ "$(cat "$base/kpulse-version" 2>/dev/null)" != "$version" ] || return 0
	say "importing linux-source-$series $version"
	source=$directory/source
	rm -rf "$base" "$source" "$base.partial"
	mkdir "$source"
	tar -C "$source" --no-same-owner -xf "$archive"
	git init -q --bare --template= --initial-branch=main "$base.partial"
	git -c core.bigFileThreshold=1 -c core.compression=1 --git-dir="$base.partial" --work-tree="$source/linux-source-$series" add -A -f .
	tree=$(git --git-dir="$base.partial" write-tree)
	good=$(git --git-dir="$base.partial" commit-tree "$tree" -m "Linux $series as in Debian's linux-source-$series $version")
	rm "$base.partial/index"
	git --git-dir="$base.partial" update-ref refs/heads/main "$good"
	git --git-dir="$base.partial" update-ref refs/tags/good "$good"
	git --git-dir="$base.partial" gc --quiet --prune=now >/dev/null 2>&1 || die "git cannot pack $base.partial"
	echo "$version" >"$base.partial/kpulse-version"
	mv "$base.partial" "$base"
	rm -rf "$source"
}

packages
exec 9>"$directory/.lock"
flock 9
import
good=$(git --git-dir="$base" rev-parse good)

# Made before, from the same source by the same script?
key="$good $seed $commits $(cat "$here/bisect-history.sh" "$here/bisect-history.awk" "$here/bisect-history.files" | git hash-object --stdin)"
if [ -e "$history" ]; then
	[ -f "$history/kpulse-history" ] || die "$history is there and not made by this script"
	[ "$(cat "$history/kpulse-history")" != "$key" ] || exit 0
fi

mkdir "$work/files"
# shellcheck disable=SC2046
git --git-dir="$base" archive "$good" -- $(awk '/^[^#@]/ { print $1 }' "$here/bisect-history.files") | tar -C "$work/files" -xf -
LC_ALL=C awk -v kind="$kind" -v seed="$seed" -v commits="$commits" -v good="$good" -v root="$work/files" -v planted="$work/planted" \
	-f "$here/bisect-history.awk" "$here/bisect-history.files" >"$work/stream" || die "no history could be made up"

rm -rf "$history.partial"
git clone -q --bare --local --template= "$base" "$history.partial"
git --git-dir="$history.partial" remote remove origin
git --git-dir="$history.partial" config gc.auto 0
git --git-dir="$history.partial" fast-import --quiet --done --export-marks="$work/marks" <"$work/stream" ||
	die "git does not take the history"
awk 'FNR == NR { hash[$1] = $2; next } { print $1, hash[":" $2] }' "$work/marks" "$work/planted" >"$work/roles"
[ "$(git --git-dir="$history.partial" rev-list --count good..bad)" = "$commits" ] || die "the history has not $commits commits"

echo "$key" >"$history.partial/kpulse-history"
rm -rf "$history"
mv "$history.partial" "$history"
cp "$work/roles" "$history.planted"
awk '$1 == "culprit" { print $2 }' "$work/roles" >"$history.culprit"
say "$history: $commits commits, $(git --git-dir="$history" rev-list --merges --count good..bad) of them merges"
