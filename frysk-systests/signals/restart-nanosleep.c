/*
 * Guarantee: a nanosleep() survives attach and detach, and ends when its time is over, not when the tracer lets go.
 * Since: Linux 2.6.
 * Source: ptrace(2); nanosleep(2); kernel/time/hrtimer.c, ERESTART_RESTARTBLOCK.
 * 32-bit: yes
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
	until(proc_state(pid) == 'S');
	for (int i = 0; i < 3; i++) {
		attach(pid);
		MUST(pt(PTRACE_DETACH, pid, 0, 0));
	}
	expect_exit(pid, 3);
}
