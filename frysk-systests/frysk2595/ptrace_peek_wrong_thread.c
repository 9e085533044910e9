/*
 * Guarantee wanted: any thread of a tracer may use ptrace on its tracees.
 * Known limitation: only the thread that attached may; the others get ESRCH.
 * Since: all versions of Linux with threads.
 * Source: ptrace(2), "a tracer is a thread"; kernel/ptrace.c, ptrace_check_attach(). Rewritten after frysk-imports/tests/frysk2595.
 * 32-bit: yes
 */
#include "tracee.h"

static pid_t tracee;

static void *other_thread(void *unused)
{
	unsigned long word;
	(void)unused;
	return (void *)pt(PTRACE_PEEKUSR, tracee, 0, &word);
}

static void test(void)
{
	pthread_t thread;
	unsigned long word;
	void *result;
	tracee = spawn_traced(NULL, NULL);
	NEED(pthread_create(&thread, NULL, other_thread, NULL) == 0);
	pthread_join(thread, &result);
	MUST(pt(PTRACE_PEEKUSR, tracee, 0, &word)); /* the tracee is stopped and ours */
	if ((long)result == -ESRCH)
		known("ESRCH", "PEEKUSER by another thread of the tracer");
	MUST((long)result);
}
