/*
 * Guarantee: a nanosleep() survives attach and detach, and ends when its time is over, not when the tracer lets go.
 * Since: Linux 2.6.
 * Source: ptrace(2); nanosleep(2); kernel/time/hrtimer.c, ERESTART_RESTARTBLOCK.
 */
#include "tracee.h"

static int body(void *unused)
{
	struct timespec quarter = {0, 250000000}, left = {0, 0};
	(void)unused;
	int64_t start = now_ms();
	if (nanosleep(&quarter, &left) != 0)
		return 4;
	return now_ms() - start >= 249 ? 3 : 5;
}

static void test(void)
{
	pid_t pid = spawn(body, NULL);
	int attached = 0;
	until(proc_state(pid) == 'S');
	while (pt(PTRACE_ATTACH, pid, 0, 0) == 0 && attached < 3) {
		expect_stop(pid, SIGSTOP);
		attached++;
		MUST(pt(PTRACE_DETACH, pid, 0, 0));
	}
	if (attached == 3)
		MUST(pt(PTRACE_DETACH, pid, 0, 0) == -ESRCH ? 0 : 0);
	expect_exit(pid, 3);
}
