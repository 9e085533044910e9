# Lays a fresh scratch area at /scratch, or frees it. Read by a step with: set -- none|tmpfs|ext4 MIB; . scratch.sh
# Every program started here is time between benchmarks, so each does only what is needed.
kind=$1 mib=$2
read -r device </kpulse/scratch-device
case $kind in
none)
	umount /scratch || exit 1
	if [ -e /scratch-backing/disk ]; then
		losetup -D
		umount /scratch-backing
		rm -rf /scratch-backing
	fi
	exit 0
	;;
tmpfs) mount -t tmpfs -o size="${mib}m",mode=1777 tmpfs /scratch ;;
ext4)
	if [ "$device" = loop ]; then
		mkdir -p /scratch-backing
		mount -t tmpfs -o size="$((mib + 8))m" tmpfs /scratch-backing || exit 1
		truncate -s "${mib}M" /scratch-backing/disk || exit 1
		device=$(losetup --find --show /scratch-backing/disk) || exit 1
	fi
	mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 "$device" "${mib}M" || exit 1
	mount -t ext4 "$device" /scratch && chmod 1777 /scratch
	;;
*)
	echo "unknown scratch kind $kind" >&2
	exit 2
	;;
esac
