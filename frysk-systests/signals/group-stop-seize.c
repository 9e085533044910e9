/*
 * Guarantee: a seized tracee shows a group-stop as an event STOP with the stopping signal; LISTEN keeps it stopped yet reports SIGCONT, first as an
 * event STOP with SIGTRAP, then as the signal itself.
 * Since: Linux 3.4.
 * Source: ptrace(2), "Group-stop", PTRACE_LISTEN; kernel/signal.c, do_jobctl_trap().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	int status;
	seize(pid, 0);
	NEED(kill(pid, SIGSTOP) == 0);
	expect_stop(pid, SIGSTOP);
	resume(pid, SIGSTOP);
	expect_stop(pid, EVENT(SIGSTOP, PTRACE_EVENT_STOP));
	MUST(pt(PTRACE_LISTEN, pid, 0, 0));
	CHECK(wait_for(pid, &status, __WALL | WNOHANG) == 0, "a stop while listening: %#x", (unsigned)status);
	NEED(kill(pid, SIGCONT) == 0);
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_STOP));
	resume(pid, 0);
	expect_stop(pid, SIGCONT);
	resume(pid, SIGCONT);
	until(proc_state(pid) == 'S');
}
