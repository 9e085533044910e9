/*
 * Guarantee: PTRACE_INTERRUPT and PTRACE_LISTEN work only on seized tracees; on an attached one they give EIO.
 * Since: Linux 3.4.
 * Source: ptrace(2), PTRACE_INTERRUPT, PTRACE_LISTEN; kernel/ptrace.c, ptrace_request().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	attach(pid);
	MUST_ERR(pt(PTRACE_LISTEN, pid, 0, 0), EIO);
	MUST_ERR(pt(PTRACE_INTERRUPT, pid, 0, 0), EIO);
	resume(pid, 0);
	MUST_ERR(pt(PTRACE_INTERRUPT, pid, 0, 0), EIO);
	end_tracee(pid);
}
