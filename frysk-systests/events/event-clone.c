/*
 * Guarantee: PTRACE_O_TRACECLONE gives an event with the new thread's tid, and the thread is traced.
 * Since: Linux 2.5.46.
 * Source: ptrace(2), PTRACE_O_TRACECLONE; kernel/fork.c, kernel_clone().
 */
#include "tracee.h"

static void *thread_body(void *unused) { return unused; }

static int body(void *unused)
{
	pthread_t thread;
	(void)unused;
	trace_me_and_stop();
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	pthread_join(thread, NULL);
	return 4;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL), stopped = 0, ended = 0;
	unsigned long message = 0;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACECLONE));
	resume(pid, 0);
	for (;;) {
		int status;
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0, "wait gives %d", got);
		if (WIFEXITED(status)) {
			if (got == pid)
				break;
			ended = got;
			continue;
		}
		if (status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_CLONE) && got == pid)
			message = event_message(pid);
		else if (status >> 8 == SIGSTOP && got != pid)
			stopped = got;
		else
			fail("unexpected stop of %d: %#x", got, (unsigned)status);
		resume(got, 0);
	}
	CHECK(message == (unsigned long)stopped && stopped != 0 && ended == stopped, "message %lu, stopped %d, ended %d", message, stopped, ended);
}
