/*
 * Guarantee: a daemon, not our child, can be attached to, signalled and followed to its exit, which is reported exactly once, with its code.
 * Since: Linux 2.6; double or wrong exit reports of daemons were Frysk's bug 3525.
 * Source: ptrace(2); kernel/exit.c, wait_task_zombie(). Rewritten after frysk-imports/tests/frysk3525.
 * 32-bit: yes
 */
#include "tracee.h"

static pid_t top;

static void leave(int sig)
{
	(void)sig;
	_exit(47);
}

static void daemon_body(void)
{
	signal(SIGUSR1, leave);
	sigset_t none;
	sigemptyset(&none);
	prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0);
	kill(top, SIGUSR1);
	sigprocmask(SIG_SETMASK, &none, NULL);
	while (pause() < 0)
		;
}

/* vfork as in the original, through a function that does nothing else. */
static pid_t start_daemon(void)
{
	pid_t middle = vfork();
	if (middle == 0) {
		pid_t pid = fork();
		if (pid == 0)
			daemon_body();
		_exit(pid > 0 ? 0 : 1);
	}
	return middle;
}

static void test(void)
{
	sigset_t usr1;
	siginfo_t info;
	struct timespec limit = {WAIT_LIMIT, 0};
	int status;
	top = getpid();
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	NEED(sigprocmask(SIG_BLOCK, &usr1, NULL) == 0);
	pid_t middle = start_daemon();
	NEED(middle > 0);
	expect_exit(middle, 0);
	CHECK(sigtimedwait(&usr1, &info, &limit) == SIGUSR1, "the daemon did not report: %s", strerror(errno));
	pid_t pid = info.si_pid;
	until(parent_of(pid) != getpid());
	attach(pid);
	resume(pid, 0);
	NEED(kill(pid, SIGUSR1) == 0);
	expect_stop(pid, SIGUSR1);
	resume(pid, SIGUSR1);
	expect_exit(pid, 47);
	pid_t again = wait_for(pid, &status, __WALL);
	CHECK(again == -ECHILD, "a second wait gives %d, status %#x", again, (unsigned)status);
}
