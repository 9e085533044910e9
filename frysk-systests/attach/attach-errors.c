/*
 * Guarantee: attaching to oneself, an own thread, a zombie, a traced process, a kernel thread, or TRACEME twice, gives EPERM; no such process, ESRCH.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "ERRORS"; kernel/ptrace.c, ptrace_attach(), ptrace_traceme().
 */
#include "tracee.h"

static struct gate started, finished;
static pid_t thread_tid;

static void *thread_body(void *unused)
{
	thread_tid = my_tid();
	gate_open(&started);
	gate_wait(&finished);
	return unused;
}

static int traceme_twice(void *unused)
{
	(void)unused;
	MUST(pt(PTRACE_TRACEME, 0, 0, 0));
	MUST_ERR(pt(PTRACE_TRACEME, 0, 0, 0), EPERM);
	return 5;
}

static int leave(void *unused)
{
	(void)unused;
	return 6;
}

static void test(void)
{
	pthread_t thread;
	started = new_gate();
	finished = new_gate();
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	gate_wait(&started);
	MUST_ERR(pt(PTRACE_ATTACH, getpid(), 0, 0), EPERM);
	MUST_ERR(pt(PTRACE_ATTACH, thread_tid, 0, 0), EPERM);
	gate_open(&finished);
	pthread_join(thread, NULL);

	pid_t zombie = spawn(leave, NULL);
	siginfo_t info;
	NEED(waitid(P_PID, (id_t)zombie, &info, WEXITED | WNOWAIT) == 0);
	MUST_ERR(pt(PTRACE_ATTACH, zombie, 0, 0), EPERM);
	expect_exit(zombie, 6);
	MUST_ERR(pt(PTRACE_ATTACH, zombie, 0, 0), ESRCH);

	pid_t pid = spawn_idle();
	attach(pid);
	MUST_ERR(pt(PTRACE_ATTACH, pid, 0, 0), EPERM);
	MUST_ERR(pt(PTRACE_SEIZE, pid, 0, 0), EPERM);
	expect_exit(spawn(traceme_twice, NULL), 5);

	char name[64];
	if (read_file("/proc/2/comm", name, sizeof name) > 0 && strcmp(name, "kthreadd\n") == 0)
		MUST_ERR(pt(PTRACE_ATTACH, 2, 0, 0), EPERM);
}
