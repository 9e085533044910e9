/*
 * Guarantee: a descriptor of /proc/PID/mem opened before an exec shows nothing of the new image: read() gives 0.
 * Since: Linux 3.2.2 (CVE-2012-0056).
 * Source: fs/proc/base.c, mem_open(), mem_rw(): the old address space has no users left.
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 0;
}

static volatile long marker = 0x4b70756c;

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	exec_role("leave", NULL);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	char path[32];
	long word = 0;
	snprintf(path, sizeof path, "/proc/%d/mem", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	CHECK(fd >= 0, "open of %s: %s", path, strerror(errno));
	off_t at = (off_t)(uintptr_t)&marker;
	CHECK(pread(fd, &word, sizeof word, at) == (ssize_t)sizeof word && word == marker, "cannot read the tracee's memory");
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	ssize_t got = pread(fd, &word, sizeof word, at);
	CHECK(got == 0, "read gives %zd after exec", got);
	resume(pid, 0);
	expect_exit(pid, 0);
}
