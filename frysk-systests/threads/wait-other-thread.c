/*
 * Guarantee: a stop of a tracee may be waited for by any thread of the tracer's process; with __WNOTHREAD another thread gets ECHILD.
 * Since: Linux 2.4.
 * Source: waitpid(2), __WNOTHREAD; kernel/exit.c, do_wait().
 */
#include "tracee.h"

static pid_t tracee;

static void *other_thread(void *unused)
{
	int status;
	pid_t got = wait_for(tracee, &status, __WALL | __WNOTHREAD);
	CHECK(got == -ECHILD, "__WNOTHREAD: wait gives %d", got);
	expect_stop(tracee, SIGSTOP);
	return unused;
}

static void test(void)
{
	pthread_t thread;
	tracee = spawn_idle();
	MUST(pt(PTRACE_ATTACH, tracee, 0, 0));
	NEED(pthread_create(&thread, NULL, other_thread, NULL) == 0);
	pthread_join(thread, NULL);
	resume(tracee, 0);
}
