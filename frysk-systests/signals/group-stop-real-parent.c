/*
 * Guarantee: the real parent's WUNTRACED wait sees the group-stop of a child that another process traces.
 * Since: Linux 3.0.
 * Source: kernel/signal.c, do_notify_parent_cldstop(); kernel/exit.c, wait_task_stopped().
 */
#include "tracee.h"

static pid_t target;
static struct gate traced;

static int tracer_body(void *unused)
{
	seize(target, 0);
	gate_open(&traced);
	expect_stop(target, SIGSTOP);
	resume(target, SIGSTOP);
	expect_stop(target, EVENT(SIGSTOP, PTRACE_EVENT_STOP));
	return idle_body(unused);
}

static void test(void)
{
	int status = 0;
	traced = new_gate();
	target = spawn_idle();
	spawn(tracer_body, NULL);
	gate_wait(&traced);
	NEED(kill(target, SIGSTOP) == 0);
	CHECK(wait_for(target, &status, WUNTRACED) == target && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP, "the parent sees %#x",
	      (unsigned)status);
}
