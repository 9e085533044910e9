/*
 * Guarantee: a hardware execution breakpoint stops the tracee before the instruction, with TRAP_HWBKPT, and CONT goes on over it.
 * Since: Linux 2.6.33 (on top of perf); resume flag handled by the kernel.
 * Source: arch/x86/kernel/hw_breakpoint.c, hw_breakpoint_handler().
 */
#include "debugregs.h"

#ifdef HAVE_DEBUGREGS
static __attribute__((noinline)) int target(int x)
{
	__asm__ volatile("" : "+r"(x));
	return x + 1;
}

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return target(6) + target(1);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	set_watch(pid, (void *)(uintptr_t)target, DR_EXECUTE, 1);
	for (int hit = 0; hit < 2; hit++) {
		resume(pid, 0);
		expect_stop(pid, SIGTRAP);
		CHECK(stop_info(pid).si_code == TRAP_HWBKPT, "si_code is %d", stop_info(pid).si_code);
		CHECK(regs_of(pid).rip == (unsigned long)target, "stopped at %#lx, not at %#lx", PC(regs_of(pid)), (unsigned long)target);
	}
	resume(pid, 0);
	expect_exit(pid, 9);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
