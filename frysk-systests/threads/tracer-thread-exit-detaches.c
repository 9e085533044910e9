/*
 * Guarantee: the exit of the thread that attached detaches its tracees, though the tracer's process lives: TracerPid 0, requests give ESRCH, the tracee runs.
 * Since: Linux 2.6.
 * Source: kernel/ptrace.c, exit_ptrace(), called for each task. This is the rule behind frysk2595/ptrace_after_forked_thread_exits.
 */
#include "tracee.h"

static pid_t tracee;

static void *tracer_thread(void *unused)
{
	attach(tracee);
	return unused;
}

static void test(void)
{
	pthread_t thread;
	unsigned long word;
	tracee = spawn_idle();
	NEED(pthread_create(&thread, NULL, tracer_thread, NULL) == 0);
	pthread_join(thread, NULL);
	until(tracer_of(tracee) == 0);
	MUST_ERR(pt(PTRACE_PEEKUSR, tracee, 0, &word), ESRCH);
	until(proc_state(tracee) == 'S');
}
