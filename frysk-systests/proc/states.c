/*
 * Guarantee: /proc/PID/stat and status agree on the state: S sleeping, T stopped, t stopped by a tracer, R running, Z a zombie.
 * Since: Linux 2.6.33 (t apart from T).
 * Source: proc(5), /proc/PID/stat; fs/proc/array.c, task_state_array.
 */
#include "tracee.h"

static int spin(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	for (volatile unsigned long i = 0;; i++)
		;
	return 0;
}

static void both(pid_t pid, char state)
{
	until(proc_state(pid) == state);
	CHECK(proc_field(pid, "State")[0] == state, "status says %s, stat %c", proc_field(pid, "State"), state);
}

static void test(void)
{
	pid_t pid = spawn_idle();
	both(pid, 'S');
	NEED(kill(pid, SIGSTOP) == 0);
	both(pid, 'T');
	attach(pid);
	both(pid, 't');
	MUST(pt(PTRACE_DETACH, pid, 0, 0));
	NEED(kill(pid, SIGKILL) == 0);
	both(pid, 'Z');
	expect_killed(pid, SIGKILL);
	CHECK(proc_state(pid) == 0, "still in /proc after it was reaped");
	pid = spawn(spin, NULL);
	both(pid, 'R');
	kill(pid, SIGKILL);
}
