/*
 * Guarantee: PTRACE_SINGLESTEP stops after each instruction with TRAP_TRACE; the trap flag is not to be seen; a breakpoint instruction stops behind
 * itself with SI_KERNEL.
 * Since: all versions with ptrace; si_codes as of 2.6.
 * Source: ptrace(2), PTRACE_SINGLESTEP; arch/x86/kernel/step.c; arch/x86/kernel/traps.c.
 * 32-bit: yes
 */
#include "regs.h"

#ifdef HAVE_REGS
extern char nops[], after_int3[];

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	__asm__ volatile("int3\n.globl nops\nnops: nop\nnop\nnop\nnop\nnop\nnop\nnop\nnop\nint3\n.globl after_int3\nafter_int3:");
	return 4;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	CHECK(PC(regs_of(pid)) == (unsigned long)nops, "the int3 stops at %#lx", PC(regs_of(pid)));
	CHECK(stop_info(pid).si_code == SI_KERNEL, "int3: si_code %#x", stop_info(pid).si_code);
	for (unsigned long i = 1; i <= 8; i++) {
		MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
		expect_stop(pid, SIGTRAP);
		struct user_regs_struct regs = regs_of(pid);
		CHECK(PC(regs) == (unsigned long)nops + i, "step %lu ends at %#lx", i, PC(regs));
		CHECK(stop_info(pid).si_code == TRAP_TRACE, "step: si_code %#x", stop_info(pid).si_code);
		CHECK((REG_FLAGS(regs) & 0x100) == 0, "the trap flag shows");
	}
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
	expect_stop(pid, SIGTRAP);
	CHECK(PC(regs_of(pid)) == (unsigned long)after_int3, "the last stop is at %#lx", PC(regs_of(pid)));
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86"); }
#endif
