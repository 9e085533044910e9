/*
 * Guarantee: a signal that the tracee ignores is still reported to the tracer; one that it blocks is not, until it is unblocked.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "Signal-delivery-stop"; kernel/signal.c, sig_ignored(): a traced task is asked first.
 */
#include "tracee.h"

static int body(void *unused)
{
	sigset_t usr2;
	(void)unused;
	sigemptyset(&usr2);
	sigaddset(&usr2, SIGUSR2);
	signal(SIGUSR1, SIG_IGN);
	sigprocmask(SIG_BLOCK, &usr2, NULL);
	trace_me_and_stop();
	raise(SIGUSR2);
	raise(SIGUSR1);
	sigprocmask(SIG_UNBLOCK, &usr2, NULL);
	return 6;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGUSR1);
	CHECK(has_signal(proc_mask(pid, "SigPnd") | proc_mask(pid, "ShdPnd"), SIGUSR2), "the blocked signal is not pending");
	resume(pid, SIGUSR1);
	expect_stop(pid, SIGUSR2);
	resume(pid, 0);
	expect_exit(pid, 6);
}
