/*
 * Guarantee: SIGKILL never gives a signal-delivery-stop: a running tracee and a stopped one die of it without asking the tracer.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "Death under ptrace"; kernel/signal.c, get_signal().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	end_tracee(pid);
	pid = spawn_traced(NULL, NULL);
	resume(pid, 0);
	end_tracee(pid);
	pid = spawn_traced(NULL, NULL);
	resume(pid, SIGKILL);
	expect_killed(pid, SIGKILL);
	pid = spawn_idle();
	seize(pid, 0);
	MUST(pt(PTRACE_INTERRUPT, pid, 0, 0));
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_STOP));
	MUST(pt(PTRACE_LISTEN, pid, 0, 0));
	end_tracee(pid);
}
