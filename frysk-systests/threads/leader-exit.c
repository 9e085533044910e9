/*
 * Guarantee: a leader that exits while a thread lives is a zombie that cannot be waited for or attached to; the process ends with its last thread.
 * Since: Linux 2.6.
 * Source: ptrace(2), NOTES on the thread group leader; kernel/exit.c, delay_group_leader(); Frysk's AttachDeadMainTask.
 */
#include "tracee.h"

static struct gate started, finish_gate;

static void *thread_body(void *unused)
{
	gate_open(&started);
	gate_wait(&finish_gate);
	(void)unused;
	syscall(SYS_exit_group, 7);
	return NULL;
}

static int body(void *unused)
{
	pthread_t thread;
	(void)unused;
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	syscall(SYS_exit, 0);
	return 1;
}

static void test(void)
{
	started = new_gate();
	finish_gate = new_gate();
	pid_t pid = spawn(body, NULL);
	int status;
	gate_wait(&started);
	until(proc_state(pid) == 'Z');
	CHECK(wait_for(pid, &status, WNOHANG) == 0, "the leader was reaped before its thread");
	MUST_ERR(pt(PTRACE_ATTACH, pid, 0, 0), EPERM);
	gate_open(&finish_gate);
	expect_exit(pid, 7);
}
