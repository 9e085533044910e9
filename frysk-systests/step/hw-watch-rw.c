/*
 * Guarantee: a read-write watchpoint stops the tracee after a load as well as after a store.
 * Since: Linux 2.6.33 (on top of perf).
 * Source: arch/x86/kernel/ptrace.c, ptrace_write_dr7(); arch/x86/kernel/hw_breakpoint.c.
 */
#include "debugregs.h"

#ifdef HAVE_DEBUGREGS
static volatile long watched = 1, other;

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	other = watched;
	watched = 2;
	return 4;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	long value = 0;
	set_watch(pid, &watched, DR_READ_WRITE, 8);
	for (long expected = 1; expected <= 2; expected++) {
		resume(pid, 0);
		expect_stop(pid, SIGTRAP);
		CHECK(stop_info(pid).si_code == TRAP_HWBKPT, "si_code is %d", stop_info(pid).si_code);
		MUST(pt(PTRACE_PEEKDATA, pid, &watched, &value));
		CHECK(value == expected, "the watched value is %ld at stop %ld", value, expected);
	}
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
