/*
 * Guarantee: a watched store that is single-stepped over stops once, with both the watchpoint's and the step's bit in DR6.
 * Since: Linux 2.6.33.
 * Source: arch/x86/kernel/traps.c, exc_debug_user(). Under QEMU's emulation (TCG 7.2) this very step never ends and the guest hangs, so it is
 * skipped there.
 */
#include "debugregs.h"

#ifdef HAVE_DEBUGREGS
static volatile int watched = 1;
extern char store_insn[], behind_store[];

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	__asm__ volatile("int3\n.globl store_insn\nstore_insn: movl $2, (%0)\n.globl behind_store\nbehind_store: nop" : : "r"(&watched) : "memory");
	return watched;
}

static void test(void)
{
	if (emulated_cpu())
		skip("an emulated processor would hang");
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	CHECK(regs_of(pid).rip == (unsigned long)store_insn, "stopped at %#lx", PC(regs_of(pid)));
	set_watch(pid, &watched, DR_WRITE, 4);
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
	expect_stop(pid, SIGTRAP);
	CHECK(regs_of(pid).rip == (unsigned long)behind_store, "the step ends at %#lx", PC(regs_of(pid)));
	CHECK((debugreg(pid, 6) & 0x4001) == 0x4001, "DR6 is %#lx", debugreg(pid, 6));
	MUST(poke_debugreg(pid, 7, 0));
	resume(pid, 0);
	expect_exit(pid, 2);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
