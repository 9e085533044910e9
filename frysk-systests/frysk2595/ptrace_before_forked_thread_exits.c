/*
 * Guarantee wanted: the main thread may ptrace a child that another, living thread of it forked and traces.
 * Known limitation: only the thread that attached may; the others get ESRCH.
 * Since: all versions of Linux with threads.
 * Source: ptrace(2), "a tracer is a thread"; kernel/ptrace.c, ptrace_check_attach(). Rewritten after frysk-imports/tests/frysk2595.
 */
#include "tracee.h"

static volatile pid_t tracee;
static struct gate stopped, looked;

static void *forking_thread(void *unused)
{
	tracee = spawn_traced(NULL, NULL);
	gate_open(&stopped);
	gate_wait(&looked);
	end_tracee(tracee);
	return unused;
}

static void test(void)
{
	pthread_t thread;
	unsigned long word;
	stopped = new_gate();
	looked = new_gate();
	NEED(pthread_create(&thread, NULL, forking_thread, NULL) == 0);
	gate_wait(&stopped);
	long result = pt(PTRACE_PEEKUSR, tracee, 0, &word);
	gate_open(&looked);
	pthread_join(thread, NULL);
	if (result == -ESRCH)
		known("ESRCH", "PEEKUSER by the main thread");
	MUST(result);
}
