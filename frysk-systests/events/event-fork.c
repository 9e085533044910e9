/*
 * Guarantee: PTRACE_O_TRACEFORK gives one event stop with the child's pid; the child is traced from its first instruction and starts with a SIGSTOP
 * (attached tracer) or an event STOP (seized).
 * Since: Linux 2.5.46, seized 3.4.
 * Source: ptrace(2), PTRACE_O_TRACEFORK, PTRACE_SEIZE; kernel/fork.c, kernel_clone().
 * 32-bit: yes
 */
#include "tracee.h"

static struct gate go;

static int fork_once(void)
{
	pid_t child = fork();
	if (child == 0)
		_exit(3);
	int status;
	return waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 3 ? 4 : 5;
}

static int traced_body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return fork_once();
}

static int gated_body(void *unused)
{
	(void)unused;
	gate_wait(&go);
	return fork_once();
}

/* The parent is running and about to fork. Which of the two stops first is open. */
static void follow(pid_t parent, int childs_stop)
{
	pid_t child = 0;
	bool forked = false;
	while (child == 0 || !forked) {
		int status;
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0 && WIFSTOPPED(status), "wait gives %d, status %#x", got, (unsigned)status);
		if (got == parent) {
			CHECK(status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_FORK) && !forked, "the parent stops with %#x", (unsigned)status);
			forked = true;
		} else {
			CHECK(status >> 8 == childs_stop, "the child stops with %#x", (unsigned)status);
			CHECK(tracer_of(got) == getpid(), "the child's tracer is %d", tracer_of(got));
			child = got;
		}
	}
	CHECK(event_message(parent) == (unsigned long)child, "message %lu, child %d", event_message(parent), child);
	resume(child, 0);
	expect_exit(child, 3);
	resume(parent, 0);
	int status;
	pid_t got;
	while ((got = wait_for(parent, &status, __WALL)) == parent && WIFSTOPPED(status) && WSTOPSIG(status) == SIGCHLD)
		resume(parent, SIGCHLD);
	CHECK(got == parent && WIFEXITED(status) && WEXITSTATUS(status) == 4, "the parent ends with %#x", (unsigned)status);
}

static void test(void)
{
	pid_t pid = spawn_traced(traced_body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEFORK));
	resume(pid, 0);
	follow(pid, SIGSTOP);
	go = new_gate();
	pid = spawn(gated_body, NULL);
	seize(pid, PTRACE_O_TRACEFORK);
	gate_open(&go);
	follow(pid, EVENT(SIGTRAP, PTRACE_EVENT_STOP));
}
