/*
 * Guarantee: a write watchpoint stops the tracee right after the store, with TRAP_HWBKPT, its bit in DR6, and the new value in memory; reads do not.
 * Since: Linux 2.6.33 (on top of perf); si_code as of 2.6.
 * Source: arch/x86/kernel/ptrace.c, ptrace_write_dr7(); arch/x86/kernel/hw_breakpoint.c; Frysk's TestTaskObserverWatchpoint.
 */
#include "debugregs.h"

#ifdef HAVE_DEBUGREGS
static volatile long watched = 1, other;

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	other = watched; /* a read */
	watched = 2;
	return (int)other + 3;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	long value = 0;
	set_watch(pid, &watched, DR_WRITE, 8);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	CHECK(stop_info(pid).si_code == TRAP_HWBKPT, "si_code is %d", stop_info(pid).si_code);
	CHECK((debugreg(pid, 6) & 0xf) == 1, "DR6 is %#lx", debugreg(pid, 6));
	MUST(pt(PTRACE_PEEKDATA, pid, &watched, &value));
	CHECK(value == 2, "the watched value is %ld at the stop", value);
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
