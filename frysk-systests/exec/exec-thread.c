/*
 * Guarantee: when a thread execs, the event comes under the thread group's id, with the thread's old tid as message; the old leader's exit event comes
 * first and the old tid is never reported again.
 * Since: Linux 3.0.
 * Source: ptrace(2), "execve(2) under ptrace"; fs/exec.c, de_thread().
 * 32-bit: yes
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return getpid() == my_tid() ? 14 : 15;
}

static void *exec_thread(void *unused)
{
	(void)unused;
	exec_role("leave", NULL);
}

static int body(void *unused)
{
	pthread_t thread;
	trace_me_and_stop();
	NEED(pthread_create(&thread, NULL, exec_thread, NULL) == 0);
	pthread_join(thread, NULL);
	(void)unused;
	return 0;
}

static void test(void)
{
	pid_t leader = spawn_traced(body, NULL), thread = 0, execed = 0;
	bool leader_left = false;
	MUST(pt(PTRACE_SETOPTIONS, leader, 0, PTRACE_O_TRACEEXEC | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXIT));
	resume(leader, 0);
	for (;;) {
		int status;
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0, "wait gives %d", got);
		if (WIFEXITED(status)) {
			CHECK(got == leader && execed != 0 && WEXITSTATUS(status) == 14, "%d exited with %d", got, WEXITSTATUS(status));
			break;
		}
		CHECK(WIFSTOPPED(status), "%d ended with %#x", got, (unsigned)status);
		int event = status >> 16;
		if (event == PTRACE_EVENT_CLONE)
			thread = (pid_t)event_message(got);
		if (event == PTRACE_EVENT_EXIT && got == leader && execed == 0)
			leader_left = true;
		if (event == PTRACE_EVENT_EXEC) {
			CHECK(got == leader && leader_left, "exec event under %d, leader's exit seen: %d", got, leader_left);
			execed = (pid_t)event_message(got);
		}
		CHECK(execed == 0 || got == leader, "%d is reported after the exec", got);
		resume(got, 0);
	}
	CHECK(execed == thread && thread != leader, "message is %d, the thread was %d", execed, thread);
}
