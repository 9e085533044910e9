/*
 * Guarantee: at a signal-delivery-stop the tracer decides: CONT with the signal delivers it, with 0 suppresses it, with another one replaces it.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "Signal injection and suppression"; kernel/signal.c, ptrace_signal().
 * 32-bit: yes
 */
#include "tracee.h"

static volatile int usr1, usr2;

static void count(int sig)
{
	usr1 += sig == SIGUSR1;
	usr2 += sig == SIGUSR2;
}

static int body(void *unused)
{
	(void)unused;
	signal(SIGUSR1, count);
	signal(SIGUSR2, count);
	trace_me_and_stop();
	for (int i = 0; i < 3; i++)
		raise(SIGUSR1);
	return usr1 * 10 + usr2;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	int inject[] = {SIGUSR1, 0, SIGUSR2};
	resume(pid, 0);
	for (int i = 0; i < 3; i++) {
		expect_stop(pid, SIGUSR1);
		resume(pid, inject[i]);
	}
	expect_exit(pid, 11);
}
