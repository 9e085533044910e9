/*
 * Guarantee: vfork() suspends the parent until the child execs, and a grandchild made by fork() before that lives and can signal.
 * Since: Linux 2.2; Frysk's vfork-exec.
 * Source: vfork(2); kernel/fork.c, wait_for_vfork_done().
 */
#include "tracee.h"

static volatile int order;

int role(const char *name, char **args)
{
	(void)name;
	return kill((pid_t)atoi(args[0]), SIGUSR1) == 0 ? 8 : 9;
}

static pid_t vfork_and_exec(const char *me)
{
	pid_t pid = vfork();
	if (pid == 0) {
		order = 1;
		exec_role("signal", me);
	}
	return pid;
}

static void test(void)
{
	sigset_t usr1;
	siginfo_t info;
	struct timespec limit = {WAIT_LIMIT, 0};
	char me[16];
	snprintf(me, sizeof me, "%d", getpid());
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	NEED(sigprocmask(SIG_BLOCK, &usr1, NULL) == 0);
	pid_t pid = vfork_and_exec(me);
	CHECK(order == 1, "vfork() came back before the child ran");
	CHECK(sigtimedwait(&usr1, &info, &limit) == SIGUSR1 && info.si_pid == pid, "no signal: %s", strerror(errno));
	expect_exit(pid, 8);
}
