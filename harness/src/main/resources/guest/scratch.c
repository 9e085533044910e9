/*
 * Lays a fresh scratch area at /scratch, or frees it:   scratch tmpfs|ext4 MIB   or   scratch none
 *
 * /kpulse/scratch-device names the disk for ext4, or says "loop": then a file in a tmpfs of its own is the disk. A program and not
 * a script because every program started here is time between benchmarks: only mkfs.ext4 is worth one.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SCRATCH "/scratch"
#define BACKING "/scratch-backing"

static int fail(const char *what)
{
	fprintf(stderr, "scratch: %s: %s\n", what, strerror(errno));
	return 1;
}

static int mount_tmpfs(const char *where, long mib)
{
	char options[64];

	snprintf(options, sizeof(options), "size=%ldm,mode=1777", mib);
	return mount("tmpfs", where, "tmpfs", 0, options);
}

/* A file of that size as a loop device that ends with its last use; writes the device's name. */
static int loop_device(long mib, char *name, size_t size)
{
	struct loop_info64 info = {.lo_flags = LO_FLAGS_AUTOCLEAR};
	int control, file, device, number;

	if (mkdir(BACKING, 0700) < 0 && errno != EEXIST)
		return fail(BACKING);
	if (mount_tmpfs(BACKING, mib + 8) < 0)
		return fail("tmpfs for " BACKING);
	file = open(BACKING "/disk", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (file < 0 || ftruncate(file, mib << 20) < 0)
		return fail(BACKING "/disk");
	control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
	number = control < 0 ? -1 : ioctl(control, LOOP_CTL_GET_FREE);
	if (number < 0)
		return fail("no free loop device");
	snprintf(name, size, "/dev/loop%d", number);
	device = open(name, O_RDWR | O_CLOEXEC); /* stays open: autoclear frees the device when nobody has it */
	if (device < 0 || ioctl(device, LOOP_SET_FD, file) < 0 || ioctl(device, LOOP_SET_STATUS64, &info) < 0)
		return fail(name);
	return 0;
}

static int format(const char *device, long mib)
{
	char size[32];
	int status;
	pid_t child;

	snprintf(size, sizeof(size), "%ldM", mib);
	child = fork();
	if (child == 0) {
		execlp("mkfs.ext4", "mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", device, size, (char *)NULL);
		fail("mkfs.ext4");
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return fail("mkfs.ext4");
	return status != 0;
}

static int lay_ext4(long mib)
{
	char device[64] = "";
	FILE *file = fopen("/kpulse/scratch-device", "re");

	if (!file || fscanf(file, "%63s", device) != 1)
		return fail("/kpulse/scratch-device");
	fclose(file);
	if (strcmp(device, "loop") == 0 && loop_device(mib, device, sizeof(device)) != 0)
		return 1;
	if (format(device, mib) != 0)
		return 1;
	if (mount(device, SCRATCH, "ext4", 0, NULL) < 0)
		return fail(device);
	return chmod(SCRATCH, 01777) < 0 ? fail(SCRATCH) : 0;
}

static int release(void)
{
	if (umount(SCRATCH) < 0)
		return fail(SCRATCH);
	if (access(BACKING, F_OK) == 0 && umount2(BACKING, MNT_DETACH) == 0)
		rmdir(BACKING);
	return 0;
}

int main(int argc, char **argv)
{
	long mib = argc == 3 ? atol(argv[2]) : 0;

	if (argc == 2 && strcmp(argv[1], "none") == 0)
		return release();
	if (mib > 0 && strcmp(argv[1], "tmpfs") == 0)
		return mount_tmpfs(SCRATCH, mib) < 0 ? fail(SCRATCH) : 0;
	if (mib > 0 && strcmp(argv[1], "ext4") == 0)
		return lay_ext4(mib);
	fprintf(stderr, "usage: scratch tmpfs|ext4 MIB, or: scratch none\n");
	return 2;
}
