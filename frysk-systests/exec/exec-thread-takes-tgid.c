/*
 * Guarantee: a thread that execs becomes the leader: its tid is then the process's id, which does not change, and the process has one thread.
 * Since: Linux 2.6.
 * Source: execve(2), "All threads other than the calling thread are destroyed"; fs/exec.c, de_thread(); Frysk's single_exec and multi_*_exec.
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	(void)name;
	if (getpid() != atoi(args[0]) || my_tid() != getpid())
		return 1;
	return atoi(proc_field(getpid(), "Threads")) == 1 ? 23 : 2;
}

static char old_pid[16];
static struct gate never;

static void *exec_thread(void *unused)
{
	(void)unused;
	exec_role("look", old_pid);
}

static void *waiting_thread(void *unused)
{
	gate_wait(&never);
	return unused;
}

static int body(void *execer_is_thread)
{
	pthread_t thread;
	snprintf(old_pid, sizeof old_pid, "%d", getpid());
	never = new_gate();
	for (int i = 0; i < 3; i++)
		NEED(pthread_create(&thread, NULL, waiting_thread, NULL) == 0);
	if (execer_is_thread == NULL)
		exec_role("look", old_pid);
	NEED(pthread_create(&thread, NULL, exec_thread, NULL) == 0);
	pthread_join(thread, NULL);
	return 3;
}

static void test(void)
{
	expect_exit(spawn(body, NULL), 23);
	expect_exit(spawn(body, &never), 23);
}
