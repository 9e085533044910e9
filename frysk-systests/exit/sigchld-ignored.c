/*
 * Guarantee: with SIGCHLD ignored children vanish by themselves and wait() gives ECHILD after the last; but one that is traced by its parent is still
 * waited for.
 * Since: Linux 2.6; POSIX.1-2001.
 * Source: wait(2), NOTES; kernel/signal.c, do_notify_parent(); kernel/exit.c, exit_notify().
 */
#include "tracee.h"

static int leave(void *unused)
{
	(void)unused;
	return 3;
}

static int traced_leave(void *unused)
{
	trace_me_and_stop();
	return leave(unused);
}

static void test(void)
{
	int status;
	signal(SIGCHLD, SIG_IGN);
	pid_t pid = spawn(leave, NULL);
	CHECK(wait_for(pid, &status, 0) == -ECHILD, "an ignored child was waited for: %#x", (unsigned)status);
	until(proc_state(pid) == 0);
	pid = spawn_traced(traced_leave, NULL);
	resume(pid, 0);
	expect_exit(pid, 3);
	CHECK(wait_for(pid, &status, 0) == -ECHILD, "it was reported twice");
}
