/*
 * Guarantee: with PTRACE_O_EXITKILL the tracee is killed when its tracer exits.
 * Since: Linux 3.8.
 * Source: ptrace(2), PTRACE_O_EXITKILL; kernel/ptrace.c, exit_ptrace().
 */
#include "tracee.h"

static pid_t target;

static int tracer_body(void *unused)
{
	(void)unused;
	seize(target, 0);
	interrupt(target);
	MUST(pt(PTRACE_SETOPTIONS, target, 0, PTRACE_O_EXITKILL));
	return 0;
}

static void test(void)
{
	target = spawn_idle();
	expect_exit(spawn(tracer_body, NULL), 0);
	until(proc_state(target) != 't');
	int status = 0;
	until(waitpid(target, &status, WNOHANG) == target || proc_state(target) == 'S');
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "the tracee outlived its tracer: state %c, status %#x", proc_state(target),
	      (unsigned)status);
}
