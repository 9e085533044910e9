/*
 * Crash dumps, docs/crashes.md. Run by init of a guest whose initramfs has /dump/: loads the capture kernel that lies there, and says
 * on the console whether it did. As process 1 of the capture kernel: has makedumpfile read what the crashed kernel left in memory,
 * and writes it to the disk that begins with "kpulse-dump empty", whose size is the most that a dump may have:
 *
 *   0        one line: "kpulse-dump begin", then "kpulse-dump end CORE_BYTES LOG_BYTES" or "kpulse-dump failed WHY"
 *   4096     the kernel's log
 *   4 MiB    the memory, filtered and compressed, in makedumpfile's flattened format
 *
 * The line is written last, so that half a dump is none.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/fs.h>

#define ON_CRASH 2 /* KEXEC_FILE_ON_CRASH */
#define COMMAND_LINE "console=ttyS9 panic=-1 nr_cpus=1 irqpoll reset_devices no_timer_check cryptomgr.notests"
#define EMPTY "kpulse-dump empty\n"
#define LOG_AT 4096
#define CORE_AT (4 << 20)
#define CHUNK (1 << 20)
#define TRIES 400 /* of 5 ms */
#define MEMORY "/proc/vmcore"
#define LOG "/log"
#define COMPLAINTS "/complaints"

static int disk = -1;

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
	char line[400];
	int fd = open("/dev/console", O_WRONLY | O_NOCTTY | O_CLOEXEC);
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (fd >= 0 && write(fd, line, strlen(line)) >= 0)
		close(fd);
}

static const char *why_not(int error)
{
	switch (error) {
	case ENOSYS:
		return "the kernel cannot load one (CONFIG_KEXEC_FILE)";
	case EADDRNOTAVAIL:
	case EBUSY:
	case ENOMEM:
		return "the kernel has set no memory aside for one (CONFIG_CRASH_DUMP)";
	default:
		return strerror(error);
	}
}

/* What is loaded lies in memory set aside; the files are in the way of the tests. */
static int arm(void)
{
	int kernel = open("/dump/kernel", O_RDONLY | O_CLOEXEC);
	int capture = open("/dump/capture.cpio", O_RDONLY | O_CLOEXEC);
	int failed = syscall(SYS_kexec_file_load, kernel, capture, sizeof(COMMAND_LINE), COMMAND_LINE, ON_CRASH) < 0;

	if (failed)
		say("kpulse-dump: no capture kernel: %s\n", why_not(errno));
	else
		say("kpulse-dump: armed\n");
	unlink("/dump/kernel");
	unlink("/dump/capture.cpio");
	return failed;
}

/* The line at the beginning of the disk, once everything else is there. */
__attribute__((format(printf, 1, 2))) static void head(const char *format, ...)
{
	static char block[LOG_AT];
	va_list args;

	memset(block, 0, sizeof(block));
	va_start(args, format);
	vsnprintf(block, sizeof(block), format, args);
	va_end(args);
	fsync(disk);
	if (pwrite(disk, block, sizeof(block), 0) < 0)
		return;
	fsync(disk);
}

static void power_off(void)
{
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *format, ...)
{
	char why[300];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	head("kpulse-dump failed %s\n", why);
	power_off();
	exit(1);
}

static void load_modules(void)
{
	char path[256];
	FILE *order = fopen("/modules.order", "re");

	while (order && fgets(path, sizeof(path), order)) {
		int fd;

		path[strcspn(path, "\n")] = 0;
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd >= 0) {
			syscall(SYS_finit_module, fd, "", 0);
			close(fd);
		}
	}
	if (order)
		fclose(order);
}

static int open_disk(void)
{
	static const char *const disks[] = {"vda", "vdb", "vdc", "vdd", "pmem0", "pmem1", "pmem2"};
	char path[64], begin[sizeof(EMPTY)];

	for (int i = 0; i < TRIES; i++) {
		for (size_t each = 0; each < sizeof(disks) / sizeof(*disks); each++) {
			int fd;

			snprintf(path, sizeof(path), "/dev/%s", disks[each]);
			fd = open(path, O_RDWR | O_CLOEXEC);
			if (fd >= 0 && pread(fd, begin, sizeof(begin) - 1, 0) == sizeof(begin) - 1 &&
			    memcmp(begin, EMPTY, sizeof(begin) - 1) == 0)
				return fd;
			if (fd >= 0)
				close(fd);
		}
		usleep(5000);
	}
	return -1;
}

static pid_t start(char *const arguments[], int out)
{
	pid_t child = fork();

	if (child == 0) {
		int null = open("/dev/null", O_RDWR);
		int complaints = open(COMPLAINTS, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		dup2(null, 0);
		dup2(out >= 0 ? out : null, 1);
		dup2(complaints, 2);
		setenv("TMPDIR", "/tmp", 1);
		execv(arguments[0], arguments);
		_exit(127);
	}
	return child;
}

static void require_success(pid_t child, const char *what)
{
	char line[200] = "", last[200] = "";
	FILE *complaints;
	int status = -1;

	waitpid(child, &status, 0);
	if (status == 0)
		return;
	complaints = fopen(COMPLAINTS, "re");
	while (complaints && fgets(line, sizeof(line), complaints)) {
		line[strcspn(line, "\r\n")] = 0;
		if (line[0])
			memcpy(last, line, sizeof(last));
	}
	fail("makedumpfile could not read %s (status 0x%x): %s", what, status, last);
}

/* Copies all that comes to the disk; returns how much it was. */
static long long copy(int from, long long at, long long end, const char *what)
{
	static char chunk[CHUNK];
	long long begin = at;

	for (;;) {
		ssize_t n = read(from, chunk, sizeof(chunk));

		if (n == 0)
			return at - begin;
		if (n < 0)
			fail("%s could not be read: %s", what, strerror(errno));
		if (at + n > end)
			fail("%s is larger than %lld MiB", what, end >> 20);
		if (pwrite(disk, chunk, (size_t)n, at) != n)
			fail("%s could not be written: %s", what, strerror(errno));
		at += n;
	}
}

static void capture(void)
{
	static char *const log_of[] = {"/makedumpfile", "--dump-dmesg", MEMORY, LOG, NULL};
	static char *const core_of[] = {"/makedumpfile", "-F", "-l", "-d", "31", MEMORY, NULL};
	unsigned long long size = 0;
	long long log_bytes, core_bytes;
	int log, between[2];
	pid_t child;

	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	load_modules();
	disk = open_disk();
	if (disk < 0 || ioctl(disk, BLKGETSIZE64, &size) < 0)
		power_off();
	head("kpulse-dump begin\n");
	if (access(MEMORY, R_OK) < 0)
		fail("the capture kernel does not show the memory (CONFIG_PROC_VMCORE)");
	require_success(start(log_of, -1), "the kernel's log");
	log = open(LOG, O_RDONLY | O_CLOEXEC);
	log_bytes = copy(log, LOG_AT, CORE_AT, "the kernel's log");
	if (pipe2(between, O_CLOEXEC) < 0)
		fail("no pipe: %s", strerror(errno));
	child = start(core_of, between[1]);
	close(between[1]);
	core_bytes = copy(between[0], CORE_AT, (long long)size, "the dump");
	require_success(child, "the memory");
	head("kpulse-dump end %lld %lld\n", core_bytes, log_bytes);
	power_off();
}

int main(void)
{
	if (getpid() != 1)
		return arm();
	capture();
	return 0;
}
