/*
 * Guarantee: registers that would break the kernel are refused or cleaned: a code segment of 0 and a kernel fs_base give EIO, the I/O privilege bits
 * of eflags do not take.
 * Since: Linux 2.6.
 * Source: arch/x86/kernel/ptrace.c, putreg(), set_segment_reg(), set_flags().
 */
#include "regs.h"

#ifdef __x86_64__
#include <stddef.h>

static long poke(pid_t pid, size_t offset, unsigned long value) { return pt(PTRACE_POKEUSR, pid, offset, value); }

static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	struct user_regs_struct before = regs_of(pid);
	MUST_ERR(poke(pid, offsetof(struct user_regs_struct, cs), 0), EIO);
	MUST_ERR(poke(pid, offsetof(struct user_regs_struct, ss), 0), EIO);
	MUST_ERR(poke(pid, offsetof(struct user_regs_struct, fs_base), 0xffffffff81000000UL), EIO);
	MUST_ERR(poke(pid, offsetof(struct user_regs_struct, gs_base), 0xffffffff81000000UL), EIO);
	MUST(poke(pid, offsetof(struct user_regs_struct, eflags), before.eflags | 0x3000));
	CHECK((regs_of(pid).eflags & 0x3000) == 0, "eflags are %#lx", (unsigned long)regs_of(pid).eflags);
	MUST_ERR(poke(pid, sizeof(struct user) + 4096, 1), EIO);
	MUST_ERR(poke(pid, 3, 1), EIO);
	struct user_regs_struct after = regs_of(pid);
	CHECK(after.cs == before.cs && after.ss == before.ss && after.fs_base == before.fs_base, "a refused value took");
	end_tracee(pid);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
