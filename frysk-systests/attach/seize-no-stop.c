/*
 * Guarantee: PTRACE_SEIZE does not stop the tracee, PTRACE_INTERRUPT does (SIGTRAP, event STOP); SEIZE with an address or an unknown option gives EIO.
 * Since: Linux 3.4.
 * Source: ptrace(2), PTRACE_SEIZE, PTRACE_INTERRUPT; kernel/ptrace.c, ptrace_attach().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	MUST_ERR(pt(PTRACE_SEIZE, pid, 8, 0), EIO);
	MUST_ERR(pt(PTRACE_SEIZE, pid, 0, 1UL << 30), EIO);
	CHECK(tracer_of(pid) == 0, "a refused SEIZE attached");
	seize(pid, 0);
	CHECK(tracer_of(pid) == getpid(), "TracerPid is %d", tracer_of(pid));
	until(proc_state(pid) == 'S');
	int status;
	CHECK(wait_for(pid, &status, WNOHANG | __WALL) == 0, "SEIZE alone made it stop: %#x", (unsigned)status);
	interrupt(pid);
	CHECK(proc_state(pid) == 't', "state is %c, not t", proc_state(pid));
	resume(pid, 0);
	until(proc_state(pid) == 'S');
}
