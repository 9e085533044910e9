#!/bin/busybox sh
# Process 1 of the initramfs: loads modules, lays an overlay over the read-only guest image and hands over to the agent.
# Told by the kernel command line: kpulse.root=DEVICE kpulse.channel=virtio|DEVICE kpulse.scratch=DEVICE|loop
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev 2>/dev/null

fail() {
	echo "kpulse-init: $1" >/dev/console
	echo "@kp fatal $1" >"${channel:-/dev/console}" 2>/dev/null
	sync
	poweroff -f
	sleep 60
}

root='' channel='' scratch=''
read -r cmdline </proc/cmdline
for word in $cmdline; do
	case $word in
	kpulse.root=*) root=${word#*=} ;;
	kpulse.channel=*) channel=${word#*=} ;;
	kpulse.scratch=*) scratch=${word#*=} ;;
	esac
done

while read -r module; do
	insmod "$module" || echo "kpulse-init: $module did not load" >/dev/console
done </modules.order

if [ "$channel" = virtio ]; then
	channel=
	tries=0
	while [ -z "$channel" ] && [ $tries -lt 100 ]; do
		for port in /sys/class/virtio-ports/*/name; do
			if [ -f "$port" ] && read -r name <"$port" && [ "$name" = kpulse.results ]; then
				port=${port%/name}
				channel=/dev/${port##*/}
			fi
		done
		[ -n "$channel" ] || usleep 20000
		tries=$((tries + 1))
	done
	[ -n "$channel" ] || fail "no results channel"
fi

tries=0
while [ ! -b "$root" ] && [ $tries -lt 100 ]; do
	usleep 20000
	tries=$((tries + 1))
done

mkdir -p /lower /rw /new
mount -t squashfs -o ro "$root" /lower || fail "image: cannot mount $root as squashfs"
mount -t tmpfs -o size=75%,mode=755 tmpfs /rw
mkdir /rw/upper /rw/work
mount -t overlay -o lowerdir=/lower,upperdir=/rw/upper,workdir=/rw/work overlay /new || fail "image: no overlay over it"
[ -x /new/bin/sh ] || fail "image: it has no /bin/sh"
for dir in proc sys dev tmp kpulse scratch root; do mkdir -p /new/$dir; done
cp -a /kpulse/. /new/kpulse/
mount --move /proc /new/proc
mount --move /sys /new/sys
mount --move /dev /new/dev
mkdir -p /new/dev/pts /new/dev/shm
mount -t devpts devpts /new/dev/pts
mount -t tmpfs -o mode=1777 tmpfs /new/dev/shm
mount -t tmpfs -o mode=1777 tmpfs /new/tmp
ln -sf /proc/self/fd /new/dev/fd
ln -sf /proc/self/fd/0 /new/dev/stdin
ln -sf /proc/self/fd/1 /new/dev/stdout
ln -sf /proc/self/fd/2 /new/dev/stderr
echo "$scratch" >/new/kpulse/scratch-device
ifconfig lo 127.0.0.1 up
exec switch_root /new /kpulse/bin/agent /kpulse/plan "$channel"
