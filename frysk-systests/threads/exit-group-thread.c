/*
 * Guarantee: exit_group() in a thread ends the whole process, and the leader reports that code.
 * Since: Linux 2.5.35.
 * Source: exit_group(2); kernel/exit.c, do_group_exit(). The thread's own status under a tracer is open, so not looked at.
 */
#include "tracee.h"

static void *thread_body(void *unused)
{
	(void)unused;
	syscall(SYS_exit_group, 5);
	return NULL;
}

static int body(void *traced)
{
	pthread_t thread;
	if (traced != NULL)
		trace_me_and_stop();
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	return idle_body(NULL);
}

static void test(void)
{
	expect_exit(spawn(body, NULL), 5);
	int status, marker;
	pid_t pid = spawn_traced(body, &marker);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACECLONE));
	resume(pid, 0);
	for (;;) {
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0, "wait gives %d before the leader ended", got);
		if (WIFSTOPPED(status)) {
			long result = pt(PTRACE_CONT, got, 0, 0);
			CHECK(result == 0 || result == -ESRCH, "CONT gives %ld", result);
		} else if (got == pid) {
			break;
		}
	}
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 5, "the leader reports %#x", (unsigned)status);
}
