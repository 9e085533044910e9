/*
 * Guarantee: a child made with CLONE_UNTRACED is not traced, whatever options its parent is traced with, and gives no event.
 * Since: Linux 2.5.46.
 * Source: clone(2), CLONE_UNTRACED; kernel/fork.c, kernel_clone().
 */
#include "tracee.h"

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	long child = syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
	if (child == 0)
		_exit(tracer_of(getpid()) == 0 ? 3 : 6);
	int status;
	while (waitpid((pid_t)child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 3 ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	int status;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEVFORK));
	resume(pid, 0);
	while (wait_for(-1, &status, __WALL) == pid && WIFSTOPPED(status)) {
		CHECK(status >> 8 == SIGCHLD, "unexpected stop %#x", (unsigned)status);
		resume(pid, SIGCHLD);
	}
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 4, "status %#x", (unsigned)status);
}
