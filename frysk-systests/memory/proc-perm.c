/*
 * Guarantee: an unprivileged process may not open another user's /proc/PID/mem, maps content, or syscall file.
 * Since: Linux 2.6.
 * Source: ptrace(2), PTRACE_MODE_ATTACH, PTRACE_MODE_READ; fs/proc/base.c, proc_mem_open().
 */
#include "tracee.h"

static pid_t roots;

static void refused(const char *name)
{
	char path[48], text[64];
	snprintf(path, sizeof path, "/proc/%d/%s", roots, name);
	long got = read_file(path, text, sizeof text);
	CHECK(got == -EACCES || got == -EPERM, "%s as another user gives %ld", path, got);
}

static int nobody_body(void *unused)
{
	(void)unused;
	NEED(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
	refused("mem");
	refused("maps");
	char text[64];
	if (read_file("/proc/self/syscall", text, sizeof text) > 0)
		refused("syscall");
	return 0;
}

static void test(void)
{
	if (geteuid() != 0)
		skip("needs root to become another user");
	roots = spawn_idle();
	expect_exit(spawn(nobody_body, NULL), 0);
}
