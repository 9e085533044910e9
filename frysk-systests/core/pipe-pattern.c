/*
 * Guarantee: with a core_pattern "|program %p %s" the kernel runs the program as root with the dump on its standard input, and fills in pid and signal.
 * Since: Linux 2.6.19; arguments 2.6.24.
 * Source: core(5), "Piping core dumps to a program"; fs/coredump.c, format_corename().
 */
#include "corefile.h"

#define PATTERN "/proc/sys/kernel/core_pattern"

/* Run by the kernel: args are the pid, the signal and where to write. */
int role(const char *name, char **args)
{
	static char bytes[65536];
	long total = 0;
	ssize_t got;
	char line[128], magic[4] = {0};
	(void)name;
	while ((got = read(0, bytes, sizeof bytes)) > 0) {
		if (total == 0)
			memcpy(magic, bytes, 4);
		total += got;
	}
	snprintf(line, sizeof line, "%s %s %d %d", args[0], args[1], memcmp(magic, ELFMAG, 4) == 0, total > 4096);
	int fd = open(args[2], O_WRONLY | O_CLOEXEC);
	return fd >= 0 && write(fd, line, strlen(line)) > 0 ? 0 : 1;
}

static int body(void *unused)
{
	(void)unused;
	core_limit(RLIM_INFINITY);
	crash();
}

static void test(void)
{
	char before[256], pattern[400], self[200], text[128] = "", report[64], expected[64];
	if (geteuid() != 0)
		skip("needs root to set core_pattern");
	NEED(read_file(PATTERN, before, sizeof before) >= 0);
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	NEED(length > 0);
	self[length] = 0;
	snprintf(report, sizeof report, "/tmp/fsystest-dump-%d", getpid());
	unlink(report);
	NEED(mkfifo(report, 0600) == 0);
	int fd = open(report, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	NEED(fd >= 0);
	length = snprintf(pattern, sizeof pattern, "|%s role:dump %%p %%s %s", self, report);
	if (length > 126 || !write_file(PATTERN, pattern)) {
		unlink(report);
		skip("core_pattern cannot be set to: %s", pattern);
	}
	pid_t pid = spawn(body, NULL);
	int status;
	wait_for(pid, &status, 0);
	bool restored = write_file(PATTERN, before);
	int64_t end = now_ms() + WAIT_LIMIT * 1000;
	while (read(fd, text, sizeof text - 1) <= 0 && now_ms() < end) {
		struct timespec tick = {0, 1000000};
		nanosleep(&tick, NULL);
	}
	unlink(report);
	NEED(restored);
	CHECK(WIFSIGNALED(status) && WCOREDUMP(status), "status %#x", (unsigned)status);
	snprintf(expected, sizeof expected, "%d %d 1 1", pid, SIGSEGV);
	CHECK(strcmp(text, expected) == 0, "the program reports '%s', not '%s'", text, expected);
}
