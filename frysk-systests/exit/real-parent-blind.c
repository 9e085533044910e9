/*
 * Guarantee: while another process traces a child, the real parent's wait() sees neither its ptrace stops nor, until the tracer is gone, its death; when
 * the tracer exits without waiting, the parent gets the status.
 * Since: Linux 2.6.
 * Source: ptrace(2); kernel/exit.c, wait_consider_task(), exit_ptrace().
 */
#include "tracee.h"

static pid_t target;
static struct gate stopped, leave;

static int tracer_body(void *unused)
{
	(void)unused;
	attach(target);
	gate_open(&stopped);
	gate_wait(&leave);
	return 0;
}

static void test(void)
{
	int status;
	stopped = new_gate();
	leave = new_gate();
	target = spawn_idle();
	pid_t tracer = spawn(tracer_body, NULL);
	gate_wait(&stopped);
	CHECK(proc_state(target) == 't', "state is %c", proc_state(target));
	CHECK(wait_for(target, &status, WNOHANG | WUNTRACED) == 0, "the real parent sees the tracer's stop: %#x", (unsigned)status);
	NEED(kill(target, SIGKILL) == 0);
	until(proc_state(target) == 'Z');
	CHECK(wait_for(target, &status, WNOHANG) == 0, "the real parent sees the death too early");
	gate_open(&leave);
	expect_exit(tracer, 0);
	expect_killed(target, SIGKILL);
}
