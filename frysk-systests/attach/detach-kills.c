/*
 * Guarantee: a signal given to PTRACE_DETACH is not lost: SIGKILL kills, SIGUSR1 reaches its handler.
 * Since: all versions with ptrace; lost in some kernels of 2006, Frysk's bug 3231.
 * Source: ptrace(2), PTRACE_DETACH.
 */
#include "tracee.h"

static void leave(int sig) { _exit(sig == SIGUSR1 ? 33 : 34); }

static int handler_body(void *arg)
{
	signal(SIGUSR1, leave);
	return traced_idle_body(arg);
}

static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	MUST(pt(PTRACE_DETACH, pid, 0, SIGKILL));
	expect_killed(pid, SIGKILL);
	pid = spawn_traced(handler_body, NULL);
	MUST(pt(PTRACE_DETACH, pid, 0, SIGUSR1));
	expect_exit(pid, 33);
}
