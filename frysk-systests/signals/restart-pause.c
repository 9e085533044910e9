/*
 * Guarantee: a pause() survives attach and detach: it goes on waiting.
 * Since: Linux 2.6.
 * Source: ptrace(2); kernel/signal.c, pause() returns ERESTARTNOHAND.
 */
#include "tracee.h"

static struct gate feed;

static int body(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	pause();
	return 4;
}

static void test(void)
{
	feed = new_gate();
	pid_t pid = spawn(body, NULL);
	until(proc_state(pid) == 'S');
	for (int i = 0; i < 3; i++) {
		attach(pid);
		MUST(pt(PTRACE_DETACH, pid, 0, 0));
		until(proc_state(pid) == 'S');
	}
	NEED(kill(pid, SIGTERM) == 0);
	expect_killed(pid, SIGTERM);
}
