/*
 * Guarantee wanted: SIGKILL ends a tracee at once, without an exit event stop that waits for the tracer.
 * Known limitation: with PTRACE_O_TRACEEXIT a running tracee that is killed does stop in its exit event.
 * Since: all versions with the event.
 * Source: ptrace(2), BUGS.
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	int status;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXIT));
	resume(pid, 0);
	until(proc_state(pid) == 'S');
	NEED(kill(pid, SIGKILL) == 0);
	CHECK(wait_for(pid, &status, __WALL) == pid, "no report");
	if (WIFSTOPPED(status) && status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_EXIT)) {
		CHECK(event_message(pid) == SIGKILL, "message is %#lx", event_message(pid));
		resume(pid, 0);
		expect_killed(pid, SIGKILL);
		known("EXIT-EVENT", "an exit event came before the death by SIGKILL");
	}
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "status %#x", (unsigned)status);
}
