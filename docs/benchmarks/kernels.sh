# Sourced after lib.sh by small-kernels.sh and planted-kernels.sh: builds kernels from one tree of Debian's kernel source, tinyconfig +
# guest.config, so that two of them differ only in the patch that one of them has.
# Kept in $KPULSE_HOME/small-kernels/<hash of config, source package and compiler>/<name>/: bzImage, .config, System.map,
# objects.gz (lines `path/to/file.o symbol`: which object each function comes from) and the patch.
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154

series=6.1
packages="linux-source-$series bc binutils bison flex gcc libelf-dev libssl-dev make patch xz-utils"

# As root missing packages are installed; else it says which.
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
	cat "$here/guest.config"
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

# The tree with no patch in it. A build that was interrupted goes on, when it was for the same key.
unpack() {
	[ ! -f "$place/.patch" ] || rm -f "$place/.unpacked"
	[ "$(cat "$place/.unpacked" 2>/dev/null)" = "$key" ] && return 0
	say "unpacking linux-source-$series $version"
	rm -rf "$place/.unpacked" "$place/.patch" "$tree" "$build"
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

# Lines `path/to/file.o symbol` of all functions that the linker was given; local ones may occur in several objects.
objects() {
	(cd "$build" && nm -A vmlinux.a arch/x86/lib/lib.a lib/lib.a 2>/dev/null) |
		awk 'NF > 1 && $(NF - 1) ~ /^[tTwW]$/ { split($1, at, ":"); print at[2], $NF }' | sort -u
}

# kernel NAME [PATCH]: builds the kernel unless it is kept already, made with this very patch.
kernel() {
	patch=${2:-/dev/null}
	cmp -s "$patch" "$kept/$1/patch" && return 0
	unpack
	say "building the $1 kernel"
	if [ -n "${2:-}" ]; then
		cp "$patch" "$place/.patch"
		patch -s -p1 -F0 -d "$tree" <"$patch" || die "$patch does not apply to linux-source-$series $version"
	fi
	make_kernel bzImage
	rm -rf "${kept:?}/$1" "$place/partial"
	mkdir -p "$kept" "$place/partial"
	cp "$build/arch/x86/boot/bzImage" "$build/.config" "$build/System.map" "$place/partial/"
	objects >"$work/objects"
	[ -s "$work/objects" ] || die "no functions in $build/vmlinux.a"
	gzip -9nc "$work/objects" >"$place/partial/objects.gz"
	cp "$patch" "$place/partial/patch"
	mv "$place/partial" "$kept/$1"
	if [ -n "${2:-}" ]; then
		patch -s -p1 -R -d "$tree" <"$patch" || die "$patch cannot be taken back"
		rm "$place/.patch"
	fi
}

# The tree is large and not needed once the kernels are there; KPULSE_KEEP_TREE=1 keeps it for trying patches.
remove_tree() {
	[ -n "${KPULSE_KEEP_TREE:-}" ] || rm -rf "$place/.unpacked" "$tree" "$build"
}
