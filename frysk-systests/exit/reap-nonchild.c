/*
 * Guarantee: a tracer reaps a tracee that is not its child, and the real parent afterwards gets the same status; before, it sees nothing.
 * Since: Linux 2.4.
 * Source: ptrace(2), "Death under ptrace"; kernel/exit.c, wait_task_zombie(), ptrace_reparented().
 */
#include "tracee.h"

static pid_t target;
static struct gate traced, let_reap, reaped;

static int tracer_body(void *unused)
{
	(void)unused;
	seize(target, 0);
	gate_open(&traced);
	gate_wait(&let_reap);
	expect_killed(target, SIGKILL);
	gate_open(&reaped);
	return 0;
}

static void test(void)
{
	int status;
	traced = new_gate();
	let_reap = new_gate();
	reaped = new_gate();
	target = spawn_idle();
	pid_t tracer = spawn(tracer_body, NULL);
	gate_wait(&traced);
	NEED(kill(target, SIGKILL) == 0);
	until(proc_state(target) == 'Z');
	CHECK(wait_for(target, &status, WNOHANG) == 0, "the real parent saw the death before the tracer");
	gate_open(&let_reap);
	gate_wait(&reaped);
	expect_killed(target, SIGKILL);
	expect_exit(tracer, 0);
}
