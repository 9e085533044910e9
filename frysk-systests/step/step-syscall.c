/*
 * Guarantee: a single step over a system call instruction executes the call and stops right behind it.
 * Since: Linux 2.6.
 * Source: arch/x86/entry; kernel/entry/common.c, report_single_step().
 */
#include "regs.h"

#ifdef __x86_64__
extern char call_insn[], behind_call[];

static int body(void *unused)
{
	long result = SYS_getpid;
	(void)unused;
	trace_me_and_stop();
	__asm__ volatile("int3\n.globl call_insn\ncall_insn: syscall\n.globl behind_call\nbehind_call: nop" : "+a"(result) : : "rcx", "r11", "memory");
	return result == getpid() ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	CHECK(regs_of(pid).rip == (unsigned long)call_insn, "stopped at %#lx", PC(regs_of(pid)));
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
	expect_stop(pid, SIGTRAP);
	CHECK(regs_of(pid).rip == (unsigned long)behind_call, "the step ends at %#lx", PC(regs_of(pid)));
	CHECK(regs_of(pid).rax == (unsigned long)pid, "the call gives %lld", (long long)regs_of(pid).rax);
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
	expect_stop(pid, SIGTRAP);
	CHECK(regs_of(pid).rip == (unsigned long)behind_call + 1, "the next step ends at %#lx", PC(regs_of(pid)));
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
