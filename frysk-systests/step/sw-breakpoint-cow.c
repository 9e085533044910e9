/*
 * Guarantee: a breakpoint poked into read-only code hits, is private to that tracee (this process shares the page), and can be taken out again.
 * Since: all versions with ptrace.
 * Source: ptrace(2), PTRACE_POKEDATA; mm/gup.c, FOLL_FORCE, copy on write.
 */
#include "regs.h"

#ifdef HAVE_REGS
static __attribute__((noinline)) int target(int x)
{
	__asm__ volatile("" : "+r"(x));
	return x + 1;
}

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return target(6);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	unsigned long original = 0, armed, address = (unsigned long)target;
	MUST(pt(PTRACE_PEEKDATA, pid, address, &original));
	armed = (original & ~0xffUL) | 0xcc;
	MUST(pt(PTRACE_POKEDATA, pid, address, armed));
	CHECK(target(1) == 2, "the code of this process changed");
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	struct user_regs_struct regs = regs_of(pid);
	CHECK(PC(regs) == address + 1, "stopped at %#lx, not behind %#lx", PC(regs), address);
	MUST(pt(PTRACE_POKEDATA, pid, address, original));
	REG_PC(regs)--;
	set_regs(pid, &regs);
	resume(pid, 0);
	expect_exit(pid, 7);
}
#else
static void test(void) { skip("written for x86"); }
#endif
