#!/bin/sh
# Configures, compiles and collects one kernel, in the sandbox. All paths come in as variables:
# SOURCE (read-only), OUT (what was compiled last, or empty), RESULT (empty), BASE (a file, or empty), FRAGMENT (a file).
# TARGET is a configuration target of the kernel's Makefile where BASE is empty; CC, HOSTCC, KCFLAGS, JOBS go to make.
# Leaves in RESULT: config, vmlinuz, System.map, vmlinux, objects.gz, tree/lib/modules where the kernel has modules.
set -eu

# The same bytes from the same source: no time, user, host or build number in the image, no mark of uncommitted changes.
kbuild() {
	make -C "$SOURCE" O="$OUT" -j"$JOBS" --no-print-directory \
		KBUILD_BUILD_TIMESTAMP=2024-01-01 KBUILD_BUILD_USER=kpulse KBUILD_BUILD_HOST=kpulse KBUILD_BUILD_VERSION=1 \
		LOCALVERSION= CC="$CC" HOSTCC="$HOSTCC" KCFLAGS="$KCFLAGS" "$@" </dev/null
}

# Lines `path/to/file.o symbol` of all functions that the linker was given; local ones may occur in several objects.
# Kernels before 5.19 have no vmlinux.a: then all objects there are, some of which are in no kernel.
objects() {
	cd "$OUT"
	if [ -f vmlinux.a ]; then
		nm -A vmlinux.a arch/x86/lib/lib.a lib/lib.a 2>/dev/null |
			awk 'NF > 1 && $(NF - 1) ~ /^[tTwW]$/ { split($1, at, ":"); print at[2], $NF }' | LC_ALL=C sort -u
	else
		find . -name '*.o' ! -path './scripts/*' ! -path './tools/*' ! -path './arch/x86/boot/*' ! -name 'vmlinux.o' \
			! -name 'built-in.o' ! -name '*.mod.o' -exec nm -A {} + 2>/dev/null |
			awk 'NF > 1 && $(NF - 1) ~ /^[tTwW]$/ { split($1, at, ":"); sub(/^\.\//, "", at[1]); print at[1], $NF }' |
			LC_ALL=C sort -u
	fi
}

echo "@kpulse configure"
if [ -n "$BASE" ]; then
	cp "$BASE" "$OUT/.config"
else
	kbuild "$TARGET"
fi
cat "$FRAGMENT" >>"$OUT/.config"
kbuild olddefconfig
cp "$OUT/.config" "$RESULT/config"

echo "@kpulse compile"
if grep -q '^CONFIG_MODULES=y' "$OUT/.config"; then
	kbuild bzImage modules
else
	kbuild bzImage
fi

echo "@kpulse collect"
if grep -q '^CONFIG_MODULES=y' "$OUT/.config"; then
	kbuild modules_install INSTALL_MOD_PATH="$RESULT/tree" INSTALL_MOD_STRIP=1 DEPMOD=true
	find "$RESULT/tree" ! -type d ! -name '*.ko' ! -name '*.ko.*' ! -name 'modules.*' -delete
	find "$RESULT/tree" ! -type d ! -type f -delete
fi
cp "$OUT/arch/x86/boot/bzImage" "$RESULT/vmlinuz"
cp "$OUT/System.map" "$OUT/vmlinux" "$RESULT/"
(objects) | gzip -9nc >"$RESULT/objects.gz"
echo "@kpulse done"
