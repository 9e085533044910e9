/*
 * Guarantee: a debug register does not take an address of the kernel: EINVAL, and nothing is armed.
 * Since: Linux 2.6.33 (EINVAL).
 * Source: arch/x86/kernel/hw_breakpoint.c, arch_build_bp_info(), hw_breakpoint_arch_parse().
 */
#include "debugregs.h"

#ifdef HAVE_DEBUGREGS
static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	long result = poke_debugreg(pid, 0, 0xffffffff81000000UL);
	if (result == 0) /* the address may be taken while unarmed, but must not be armed */
		result = poke_debugreg(pid, 7, 1UL | 1UL << 16);
	MUST_ERR(result, EINVAL);
	CHECK((debugreg(pid, 7) & 3) == 0, "DR7 is %#lx", debugreg(pid, 7));
	end_tracee(pid);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
