/*
 * Guarantee: the death of a killed process is reported for its leader only after its traced sibling thread has been reaped.
 * Since: Linux 2.6.
 * Source: ptrace(2), "Death under ptrace"; kernel/exit.c, wait_consider_task(), delay_group_leader().
 */
#include "tracee.h"

static void *thread_body(void *unused)
{
	idle_body(NULL);
	return unused;
}

static int body(void *tids)
{
	pthread_t thread;
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	gate_open(tids);
	return idle_body(NULL);
}

static pid_t other_task(pid_t pid)
{
	char path[32];
	pid_t found = 0;
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *tasks = opendir(path);
	NEED(tasks != NULL);
	struct dirent *entry;
	while ((entry = readdir(tasks)) != NULL)
		if (atoi(entry->d_name) > 0 && atoi(entry->d_name) != pid)
			found = (pid_t)atoi(entry->d_name);
	closedir(tasks);
	NEED(found != 0);
	return found;
}

static void test(void)
{
	struct gate ready = new_gate();
	int status;
	pid_t pid = spawn(body, &ready);
	gate_wait(&ready);
	pid_t thread = other_task(pid);
	seize(thread, 0);
	NEED(kill(pid, SIGKILL) == 0);
	until(proc_state(pid) == 'Z');
	siginfo_t info = {0};
	NEED(waitid(P_PID, (id_t)thread, &info, WEXITED | WNOWAIT | __WALL) == 0); /* dead, not reaped */
	CHECK(wait_for(pid, &status, WNOHANG) == 0, "the leader came first");
	expect_killed(thread, SIGKILL);
	expect_killed(pid, SIGKILL);
}
