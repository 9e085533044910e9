/*
 * Guarantee: the message of a fork event is the child's pid as the tracer's PID namespace sees it, not as the tracee's does.
 * Since: Linux 3.16 (before, the tracee's own namespace was used).
 * Source: commit 4e52365f279564cef0ddd41db5237f0471381093; include/linux/ptrace.h, ptrace_event_pid().
 */
#include "tracee.h"

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	pid_t child = fork(); /* we are pid 1 of the new namespace */
	if (child == 0)
		_exit(getpid() == 2 ? 3 : 6);
	int status;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return 4;
}

static void test(void)
{
	if (unshare(CLONE_NEWPID) != 0)
		skip("unshare(CLONE_NEWPID): %s", strerror(errno));
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEFORK));
	resume(pid, 0);
	int status;
	pid_t child = 0;
	unsigned long message = 0;
	while (child == 0 || message == 0) {
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0 && WIFSTOPPED(status), "wait gives %d, status %#x", got, (unsigned)status);
		if (got == pid)
			message = event_message(pid);
		else
			child = got;
	}
	CHECK(message == (unsigned long)child, "message %lu, but the tracer knows the child as %d", message, child);
	resume(child, 0);
	expect_exit(child, 3);
}
