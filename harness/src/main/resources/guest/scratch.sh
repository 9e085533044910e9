# Lays a fresh scratch area at /scratch: scratch.sh none|tmpfs|ext4 MIB
kind=$1 mib=$2
umount /scratch 2>/dev/null
losetup -D 2>/dev/null
umount /scratch-backing 2>/dev/null
case $kind in
none) exit 0 ;;
tmpfs) exec mount -t tmpfs -o size="${mib}m",mode=1777 tmpfs /scratch ;;
ext4)
	read -r device </kpulse/scratch-device
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
