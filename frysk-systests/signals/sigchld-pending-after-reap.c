/*
 * Guarantee: a blocked SIGCHLD stays pending though all children that sent it have been waited for.
 * Since: all versions of Linux; POSIX lets systems differ. Frysk's bug 3486, waitpid-masked-sigchld.
 * Source: kernel/exit.c: waiting does not look at pending signals.
 */
#include "tracee.h"

static int leave(void *unused)
{
	(void)unused;
	return 1;
}

static void test(void)
{
	sigset_t chld, pending;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	NEED(sigprocmask(SIG_BLOCK, &chld, NULL) == 0);
	for (int i = 0; i < 3; i++)
		expect_exit(spawn(leave, NULL), 1);
	int status;
	CHECK(wait_for(-1, &status, WNOHANG) == -ECHILD, "a child is left");
	sigpending(&pending);
	CHECK(sigismember(&pending, SIGCHLD) == 1, "SIGCHLD is not pending");
	struct timespec none = {0, 0};
	CHECK(sigtimedwait(&chld, NULL, &none) == SIGCHLD, "SIGCHLD cannot be taken");
	CHECK(sigtimedwait(&chld, NULL, &none) == -1 && errno == EAGAIN, "SIGCHLD was queued more than once");
}
