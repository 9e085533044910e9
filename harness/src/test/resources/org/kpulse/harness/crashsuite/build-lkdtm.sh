#!/bin/sh
# Builds the kernel's own crash module, drivers/misc/lkdtm, for a packaged Debian kernel that was configured without it.
#   build-lkdtm.sh RELEASE DIRECTORY      for example: build-lkdtm.sh 6.1.0-50-cloud-amd64 out
# leaves DIRECTORY/lkdtm.ko. Headers and source come by apt-get download and are unpacked in DIRECTORY, never installed.
# The source package is of the same series, not always of the same patch level; the module is built against the exact headers.
set -eu

release=$1
mkdir -p "$2"
cd "$2"
here=$(pwd)
series=$(echo "$release" | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')
common=$(echo "$release" | sed 's/-cloud-[a-z0-9]*$//')-common

fetch() {
    ls "$1"_*.deb >/dev/null 2>&1 || apt-get -q -o APT::Sandbox::User=root download "$1"
    dpkg-deb -x "$1"_*.deb "$2"
}

for package in "linux-headers-$release" "linux-headers-$common" "linux-kbuild-$series"; do
    fetch "$package" root
done
archive=/usr/src/linux-source-$series.tar.xz
if ! [ -f "$archive" ]; then
    fetch "linux-source-$series" root
    archive=root/usr/src/linux-source-$series.tar.xz
fi
rm -rf source module
mkdir source
tar -xf "$archive" -C source --strip-components=1 "linux-source-$series/drivers/misc/lkdtm"
mv source/drivers/misc/lkdtm module

# The headers name each other by the place they would be installed to.
headers=$here/root/usr/src/linux-headers-$release
sed -i "s#include /usr/src/#include $here/root/usr/src/#" "$headers/Makefile"

# native_write_cr4 is exported only to a kernel configured for LKDTM. Its one user, the trigger UNSET_SMEP, is made harmless.
sed -i -e 's/\bnative_write_cr4\b/write_no_cr4/g' \
    -e 's/^\(static \)*void lkdtm_UNSET_SMEP/static noinline void write_no_cr4(unsigned long value)\n{\n}\n\n&/' module/bugs.c

make -s -C "$headers" M="$here/module" CONFIG_LKDTM=m modules
strip --strip-debug -o lkdtm.ko.part module/lkdtm.ko
mv lkdtm.ko.part lkdtm.ko
