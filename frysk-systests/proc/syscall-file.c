/*
 * Guarantee: /proc/PID/syscall shows number and arguments of the call a task is blocked in, and "running" while it runs.
 * Since: Linux 2.6.27, with CONFIG_HAVE_ARCH_TRACEHOOK.
 * Source: proc(5), /proc/PID/syscall; fs/proc/base.c, proc_pid_syscall().
 */
#include "tracee.h"

static struct gate feed;
static char buffer[77];

static int read_body(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	return (int)syscall(SYS_read, feed.end[0], buffer, 77L);
}

static int spin(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	for (volatile unsigned long i = 0;; i++)
		;
	return 0;
}

static void test(void)
{
	char path[32], text[256];
	unsigned long fd, address, length;
	long number;
	feed = new_gate();
	pid_t pid = spawn(read_body, NULL);
	snprintf(path, sizeof path, "/proc/%d/syscall", pid);
	long got = read_file(path, text, sizeof text);
	if (got == -ENOENT)
		skip("no /proc/PID/syscall here");
	if (got == -EPERM || got == -EACCES)
		skip("not permitted");
	until(read_file(path, text, sizeof text) > 0 && sscanf(text, "%ld %lx %lx %lx", &number, &fd, &address, &length) == 4 && number == SYS_read);
	CHECK(fd == (unsigned long)feed.end[0] && address == (uintptr_t)buffer && length == 77, "it says %s", text);
	pid = spawn(spin, NULL);
	snprintf(path, sizeof path, "/proc/%d/syscall", pid);
	until(read_file(path, text, sizeof text) > 0 && strcmp(text, "running\n") == 0);
}
