/*
 * Guarantee: an execve() that fails gives no event, and the tracee runs on.
 * Since: Linux 2.5.46.
 * Source: ptrace(2), PTRACE_O_TRACEEXEC; fs/exec.c, exec_binprm().
 */
#include "tracee.h"

static int body(void *unused)
{
	char *none[] = {NULL};
	(void)unused;
	trace_me_and_stop();
	execve("/proc/self/no-such-file", none, none);
	int first = errno;
	execve("/proc/self/status", none, none);
	return first == ENOENT && errno == EACCES ? 8 : 9;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXEC));
	resume(pid, 0);
	expect_exit(pid, 8);
}
