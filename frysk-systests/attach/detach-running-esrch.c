/*
 * Guarantee: requests that need a stopped tracee (DETACH, PEEKUSER, PEEKDATA, GETSIGINFO, CONT) give ESRCH while it runs, and leave it attached.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "ERRORS", ESRCH; kernel/ptrace.c, ptrace_check_attach().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	unsigned long word;
	siginfo_t info;
	seize(pid, 0);
	until(proc_state(pid) == 'S');
	MUST_ERR(pt(PTRACE_DETACH, pid, 0, 0), ESRCH);
	MUST_ERR(pt(PTRACE_PEEKUSR, pid, 0, &word), ESRCH);
	MUST_ERR(pt(PTRACE_PEEKDATA, pid, &word, &word), ESRCH);
	MUST_ERR(pt(PTRACE_GETSIGINFO, pid, 0, &info), ESRCH);
	MUST_ERR(pt(PTRACE_CONT, pid, 0, 0), ESRCH);
	CHECK(tracer_of(pid) == getpid(), "TracerPid is %d", tracer_of(pid));
}
