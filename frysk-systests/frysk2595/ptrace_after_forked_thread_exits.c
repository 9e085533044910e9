/*
 * Guarantee wanted by the original: a child traced by a thread can be ptraced by the main thread after that thread exited.
 * Linux does not give it: a tracer is a thread, and its exit detaches (threads/tracer-thread-exit-detaches checks that rule). The original ended with
 * 77, "has race condition with detaching thread", unless its argument was "run"; so does this one, with FSYSTEST_RUN_RACY=1 in the environment.
 * Source: frysk-imports/tests/frysk2595, rewritten; kernel/ptrace.c, exit_ptrace().
 */
#include "tracee.h"

static volatile pid_t tracee;

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 0;
}

static int body(void *unused)
{
	(void)unused;
	NEED(pt(PTRACE_TRACEME, 0, 0, 0) == 0);
	exec_role("true", NULL);
}

static void *forking_thread(void *unused)
{
	unsigned long word;
	tracee = spawn(body, NULL);
	expect_stop(tracee, SIGTRAP);
	MUST(pt(PTRACE_PEEKUSR, tracee, 0, &word));
	return unused;
}

static void test(void)
{
	pthread_t thread;
	unsigned long word;
	if (getenv("FSYSTEST_RUN_RACY") == NULL)
		skip("has race condition with detaching thread");
	NEED(pthread_create(&thread, NULL, forking_thread, NULL) == 0);
	pthread_join(thread, NULL);
	long result = pt(PTRACE_PEEKUSR, tracee, 0, &word);
	if (result == -ESRCH)
		known("ESRCH", "the thread's exit detached its tracee");
	MUST(result);
}
