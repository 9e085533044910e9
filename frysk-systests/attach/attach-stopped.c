/*
 * Guarantee: attaching to a stopped process is reported too (SIGSTOP, a group-stop: GETSIGINFO gives EINVAL); after DETACH it is stopped as before,
 * and a second attach works like the first.
 * Since: Linux 3.0; broken before in several ways, Frysk's bug 4217.
 * Source: ptrace(2), "Attaching and detaching"; kernel/ptrace.c, ptrace_attach(), JOBCTL_TRAPPING.
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	int status;
	siginfo_t info;
	NEED(kill(pid, SIGSTOP) == 0);
	CHECK(wait_for(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status), "no stop: status %#x", (unsigned)status);
	CHECK(proc_state(pid) == 'T', "state is %c, not T", proc_state(pid));
	for (int round = 0; round < 2; round++) {
		attach(pid);
		CHECK(proc_state(pid) == 't', "state is %c, not t", proc_state(pid));
		MUST_ERR(pt(PTRACE_GETSIGINFO, pid, 0, &info), EINVAL);
		MUST(pt(PTRACE_DETACH, pid, 0, 0));
		until(proc_state(pid) == 'T');
	}
	NEED(kill(pid, SIGCONT) == 0);
	until(proc_state(pid) == 'S');
}
