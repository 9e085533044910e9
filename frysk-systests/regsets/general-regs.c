/*
 * Guarantee: PTRACE_GETREGS, NT_PRSTATUS of PTRACE_GETREGSET and PTRACE_PEEKUSER show the same registers, and what SETREGS writes comes back.
 * Since: Linux 2.6.34 (GETREGSET).
 * Source: ptrace(2); arch/x86/kernel/ptrace.c.
 * 32-bit: yes
 */
#include "regs.h"

#ifdef HAVE_REGS
static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	struct user_regs_struct by_set = regs_of(pid), by_regs, back;
	memset(&by_regs, 0, sizeof by_regs);
	MUST(pt(PTRACE_GETREGS, pid, 0, &by_regs));
	CHECK(memcmp(&by_set, &by_regs, sizeof by_set) == 0, "GETREGS and GETREGSET differ");
	for (size_t i = 0; i < sizeof by_set / sizeof(long); i++) {
		unsigned long word = 0;
		MUST(pt(PTRACE_PEEKUSR, pid, i * sizeof(long), &word));
		CHECK(memcmp(&word, (char *)&by_set + i * sizeof(long), sizeof word) == 0, "PEEKUSER of word %zu gives %#lx", i, word);
	}
	CHECK(PC(by_set) != 0 && REG_SP(by_set) != 0, "no program counter or stack pointer");
#ifdef __x86_64__
	by_set.r12 = 0x123456789abcdef0;
	by_set.rbx = 0xfedcba9876543210;
#else
	by_set.esi = 0x12345678;
	by_set.ebx = 0x76543210;
#endif
	MUST(pt(PTRACE_SETREGS, pid, 0, &by_set));
	back = regs_of(pid);
	CHECK(memcmp(&by_set, &back, sizeof back) == 0, "SETREGS did not take");
	end_tracee(pid);
}
#else
static void test(void) { skip("written for x86"); }
#endif
