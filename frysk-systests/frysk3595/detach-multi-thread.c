/*
 * Guarantee: when one task of a traced, two-threaded daemon is killed and the other is detached, the waits come back and every task is reaped.
 * Since: Linux 2.6; the hang was Frysk's bug 3595.
 * Source: ptrace(2), "Death under ptrace"; kernel/ptrace.c, ptrace_detach(). Rewritten after frysk-imports/tests/frysk3595.
 * 32-bit: yes
 */
#include "tracee.h"

static int report[2];

static void *thread_body(void *lock)
{
	pthread_mutex_lock(lock); /* held by the main thread for ever */
	return NULL;
}

static void daemon_body(void)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	pthread_t thread;
	sigset_t none;
	sigemptyset(&none);
	pthread_mutex_lock(&lock);
	NEED(pthread_create(&thread, NULL, thread_body, &lock) == 0);
	pid_t me = getpid();
	NEED(write(report[1], &me, sizeof me) == sizeof me);
	for (;;)
		sigsuspend(&none);
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
	pid_t pid, middle;
	NEED(pipe2(report, O_CLOEXEC) == 0);
	middle = fork();
	NEED(middle >= 0);
	if (middle == 0) {
		if (fork() == 0)
			daemon_body();
		_exit(0);
	}
	expect_exit(middle, 0);
	NEED(read(report[0], &pid, sizeof pid) == sizeof pid);
	pid_t thread = other_task(pid);
	attach(pid);
	attach(thread);
	resume(pid, 0);
	NEED(syscall(SYS_tkill, pid, SIGKILL) == 0);
	long detached = pt(PTRACE_DETACH, thread, 0, 0);
	CHECK(detached == 0 || detached == -ESRCH, "DETACH gives %ld", detached);
	/* The thread is ours to reap only when it was killed before it was detached. */
	bool leader_ended = false;
	int status;
	pid_t got;
	while ((got = wait_for(-1, &status, __WALL)) > 0) {
		CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "%d reports %#x", got, (unsigned)status);
		leader_ended |= got == pid;
	}
	CHECK(got == -ECHILD && leader_ended, "wait ends with %d, the leader was reported: %d", got, leader_ended);
	until(proc_state(pid) == 0 && proc_state(thread) == 0);
}
