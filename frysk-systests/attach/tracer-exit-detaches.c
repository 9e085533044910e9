/*
 * Guarantee: when a tracer exits, its stopped tracee is detached and runs on.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "If the tracer dies, all tracees are automatically detached and restarted"; kernel/ptrace.c, exit_ptrace().
 */
#include "tracee.h"

static pid_t target;

static int tracer_body(void *unused)
{
	(void)unused;
	attach(target);
	return 0;
}

static void test(void)
{
	target = spawn_idle();
	expect_exit(spawn(tracer_body, NULL), 0);
	until(tracer_of(target) == 0);
	until(proc_state(target) == 'S');
	CHECK(kill(target, SIGTERM) == 0, "kill: %s", strerror(errno));
	expect_killed(target, SIGTERM);
}
