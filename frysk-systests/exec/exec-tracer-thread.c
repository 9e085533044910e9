/*
 * Guarantee: a thread of a tracer that execs keeps its tracees: the new image may ptrace them.
 * Since: Linux 2.6; Frysk's ptrace_after_exec_of_thread.
 * Source: ptrace(2); fs/exec.c, de_thread(): the thread's task lives on, with the leader's id.
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	pid_t pid = (pid_t)atoi(args[0]);
	unsigned long word;
	(void)name;
	MUST(pt(PTRACE_PEEKUSR, pid, 0, &word));
	end_tracee(pid);
	return 0;
}

static void *thread_body(void *unused)
{
	char pid[16];
	(void)unused;
	snprintf(pid, sizeof pid, "%d", spawn_traced(NULL, NULL));
	exec_role("look", pid);
}

static void test(void)
{
	pthread_t thread;
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	pthread_join(thread, NULL);
	broken("the thread came back");
}
