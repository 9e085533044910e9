/*
 * Guarantee: CONT with SIGSTOP puts the tracee into a group-stop and never kills it; DETACH from there succeeds and leaves it stopped.
 * Since: Linux 3.0 (stopped after DETACH); killed it in some kernels of 2007, Frysk's bug 4330.
 * Source: ptrace(2), "Group-stop"; kernel/signal.c, do_signal_stop().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	siginfo_t info;
	attach(pid);
	resume(pid, SIGSTOP);
	expect_stop(pid, SIGSTOP);
	MUST_ERR(pt(PTRACE_GETSIGINFO, pid, 0, &info), EINVAL);
	MUST(pt(PTRACE_DETACH, pid, 0, 0));
	until(proc_state(pid) == 'T');
	NEED(kill(pid, SIGCONT) == 0);
	until(proc_state(pid) == 'S');
	NEED(kill(pid, SIGTERM) == 0);
	expect_killed(pid, SIGTERM);
}
