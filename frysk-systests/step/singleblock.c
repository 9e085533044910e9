/*
 * Guarantee: PTRACE_SINGLEBLOCK stops behind the next taken branch.
 * Since: Linux 2.6.25, where the processor has branch tracing (DEBUGCTL.BTF); many virtual ones accept the request and step single instructions.
 * Source: arch/x86/kernel/step.c, user_enable_block_step().
 */
#include "regs.h"

#ifdef HAVE_REGS
extern char block[], behind_branch[];

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	__asm__ volatile("int3\n.globl block\nblock: nop\nnop\nnop\njmp behind_branch\nnop\n.globl behind_branch\nbehind_branch: nop");
	return 4;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	if (pt(PTRACE_SINGLEBLOCK, pid, 0, 0) == -EIO)
		skip("no PTRACE_SINGLEBLOCK here");
	expect_stop(pid, SIGTRAP);
	unsigned long pc = REG_PC(regs_of(pid));
	if (pc == (unsigned long)block + 1)
		skip("this processor has no branch tracing: one instruction was stepped");
	CHECK(pc == (unsigned long)behind_branch, "stopped at %#lx, the branch goes to %#lx", pc, (unsigned long)behind_branch);
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86"); }
#endif
