#!/bin/sh
# Builds two small kernels from Debian's kernel source for measuring: `base` (tinyconfig + guest.config, everything built in) and
# `slow`, the same with slow-getppid.patch. Not a measurement itself; slowdown.sh uses it.
# Run: docs/benchmarks/small-kernels.sh     (about 10 CPU-minutes the first time, seconds of hashing afterwards)
# Prints two lines on standard output: `base PATH` and `slow PATH`.
# Kept in $KPULSE_HOME/small-kernels/<hash of config, patch, source package and compiler>/; the tree they are built in goes away when both are there.
# As root missing packages are installed; else it says which. Exit code 0, or 3 when it cannot build.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

series=6.1
packages="linux-source-$series bc bison flex gcc libelf-dev libssl-dev make patch xz-utils"

missing=$(for package in $packages; do
	dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || printf '%s ' "$package"
done)
if [ -n "$missing" ]; then
	[ "$(id -u)" = 0 ] || die "these packages are missing; run: sudo apt-get install --no-install-recommends -y $missing"
	say "installing $missing"
	# shellcheck disable=SC2086
	{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --no-install-recommends -y $missing; } \
		</dev/null >"$work/apt.log" 2>&1 || {
		tail -n 15 "$work/apt.log" >&2
		die "apt could not install $missing"
	}
fi

version=$(dpkg-query -W -f='${Version}' "linux-source-$series")
key=$({
	echo "$version"
	gcc --version
	cat "$here/guest.config" "$here/slow-getppid.patch"
} | sha256sum | cut -c1-16)
place=$KPULSE_HOME/small-kernels
kept=$place/$key
tree=$place/linux-source-$series
build=$place/build
mkdir -p "$place"
exec 9>"$place/.lock"
flock 9

# The same bytes from the same source: no time, user, host or build number in the image.
make_kernel() {
	nice -n 10 make -s -C "$tree" O="$build" -j"$(nproc)" \
		KBUILD_BUILD_TIMESTAMP=2024-01-01 KBUILD_BUILD_USER=kpulse KBUILD_BUILD_HOST=kpulse KBUILD_BUILD_VERSION=1 \
		"$@" </dev/null >>"$place/build.log" 2>&1 9>&- || {
		tail -n 20 "$place/build.log" >&2
		die "the kernel does not build; its log is $place/build.log"
	}
}

# A build that was interrupted goes on, when it was for the same key.
unpack() {
	[ "$(cat "$place/.unpacked" 2>/dev/null)" = "$key" ] && return 0
	say "unpacking linux-source-$series $version"
	rm -rf "$place/.unpacked" "$tree" "$build"
	tar -C "$place" -xf "/usr/src/linux-source-$series.tar.xz" --exclude='*/Documentation/*/*' \
		--exclude='*/drivers/gpu/drm/amd/*.[ch]' --exclude='*/tools/testing/*'
	mkdir "$build"
	: >"$place/build.log"
	make_kernel tinyconfig
	cat "$here/guest.config" >>"$build/.config"
	make_kernel olddefconfig
	grep '^CONFIG_.*=y' "$here/guest.config" | while read -r option; do
		grep -qx "$option" "$build/.config" || say "$option is not in the kernel: this source does not offer it"
	done
	echo "$key" >"$place/.unpacked"
}

# keep NAME: builds what the tree holds now.
keep() {
	say "building the $1 kernel"
	make_kernel bzImage
	mkdir -p "$kept.partial/$1"
	cp "$build/arch/x86/boot/bzImage" "$build/.config" "$kept.partial/$1/"
}

if [ ! -d "$kept" ]; then
	unpack
	[ -f "$kept.partial/base/bzImage" ] || keep base
	rm -f "$place/.unpacked"
	patch -s -p1 -d "$tree" <"$here/slow-getppid.patch" || die "slow-getppid.patch does not apply to $version"
	keep slow
	rm -rf "$tree" "$build"
	mv "$kept.partial" "$kept"
fi
printf 'base %s/base/bzImage\nslow %s/slow/bzImage\n' "$kept" "$kept"
