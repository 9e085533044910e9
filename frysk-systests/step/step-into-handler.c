/*
 * Guarantee: a single step with a signal that has a handler stops at the handler's first instruction; stepping goes on through its return to
 * where the tracee was.
 * Since: Linux 2.6.
 * Source: ptrace(2), PTRACE_SINGLESTEP; arch/x86/kernel/signal.c, handle_signal(); Frysk's TestTaskObserverInstructionSigReturn.
 * 32-bit: yes
 */
#include "regs.h"

#ifdef HAVE_REGS
extern char here[];
static volatile int handled;

static void handler(int sig) { handled = sig; }

static int body(void *unused)
{
	(void)unused;
	signal(SIGUSR1, handler);
	trace_me_and_stop();
	__asm__ volatile("int3\n.globl here\nhere: nop\nnop");
	return handled == SIGUSR1 ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	CHECK(PC(regs_of(pid)) == (unsigned long)here, "stopped at %#lx", PC(regs_of(pid)));
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, SIGUSR1));
	expect_stop(pid, SIGTRAP);
	CHECK(PC(regs_of(pid)) == (unsigned long)handler, "the step ends at %#lx, the handler is at %#lx", PC(regs_of(pid)),
	      (unsigned long)handler);
	int steps = 0;
	do {
		MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
		expect_stop(pid, SIGTRAP);
		CHECK(++steps < 200, "200 steps and not back from the handler");
	} while (PC(regs_of(pid)) != (unsigned long)here);
	/* Back by sigreturn, which keeps stepping: the instruction that was interrupted comes next. */
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
	expect_stop(pid, SIGTRAP);
	CHECK(PC(regs_of(pid)) == (unsigned long)here + 1, "after sigreturn a step ends at %#lx", PC(regs_of(pid)));
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86"); }
#endif
