/*
 * Guarantee: PTRACE_O_TRACEVFORK and VFORKDONE give an event at the vfork and one when the child let go, both with the child's pid as message.
 * Since: Linux 2.5.46, VFORKDONE 2.5.60; message of VFORK_DONE since 2.6.18.
 * Source: ptrace(2), PTRACE_O_TRACEVFORK, PTRACE_O_TRACEVFORKDONE; kernel/fork.c, kernel_clone().
 * 32-bit: yes
 */
#include "tracee.h"

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	pid_t child = vfork();
	if (child == 0)
		_exit(3);
	return child > 0 ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL), child = 0;
	unsigned long begun = 0, done = 0;
	bool left = false, child_left = false;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEVFORK | PTRACE_O_TRACEVFORKDONE));
	resume(pid, 0);
	while (!left || !child_left) {
		int status;
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0, "wait gives %d", got);
		if (WIFEXITED(status)) {
			CHECK(WEXITSTATUS(status) == (got == pid ? 4 : 3), "%d exits with %d", got, WEXITSTATUS(status));
			left |= got == pid;
			child_left |= got != pid;
			continue;
		}
		int event = status >> 16;
		if (event == PTRACE_EVENT_VFORK)
			begun = event_message(pid);
		else if (event == PTRACE_EVENT_VFORK_DONE)
			done = event_message(pid);
		else if (got != pid)
			child = got;
		else
			CHECK(WSTOPSIG(status) == SIGCHLD, "unexpected stop %#x", (unsigned)status);
		resume(got, event == 0 && got == pid ? WSTOPSIG(status) : 0);
	}
	CHECK(begun == (unsigned long)child && done == begun, "messages %lu and %lu, child %d", begun, done, child);
}
