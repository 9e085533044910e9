/*
 * Guarantee: a blocked signal that a tracer injects is not delivered but becomes pending for that thread.
 * Since: Linux 2.6.
 * Source: kernel/signal.c, ptrace_signal(): "If the (new) signal is now blocked, requeue it".
 */
#include "tracee.h"

static int body(void *unused)
{
	sigset_t usr2;
	(void)unused;
	sigemptyset(&usr2);
	sigaddset(&usr2, SIGUSR2);
	sigprocmask(SIG_BLOCK, &usr2, NULL);
	trace_me_and_stop();
	raise(SIGUSR1);
	raise(SIGSTOP);
	return 6;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGUSR1);
	CHECK(!has_signal(proc_mask(pid, "SigPnd"), SIGUSR2), "pending before it was injected");
	resume(pid, SIGUSR2);
	expect_stop(pid, SIGSTOP);
	CHECK(has_signal(proc_mask(pid, "SigPnd"), SIGUSR2), "SigPnd is %#llx", proc_mask(pid, "SigPnd"));
	resume(pid, 0);
	expect_exit(pid, 6);
}
