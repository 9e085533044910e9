/*
 * Guarantee wanted: as with -1, a result that a tracer put into rax stays when it changed the number to any other that does not exist.
 * Known limitation: only -1 keeps it; other numbers give ENOSYS. Programs that relied on it broke.
 * Since: seen on 6.1 to 6.18; kernels before the rewrite of the entry code kept rax.
 * Source: arch/x86/entry/common.c, do_syscall_x64(): "rax = -ENOSYS" for every invalid number but -1.
 */
#include "entry.h"

#ifdef HAVE_ENTRY
static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	long result = syscall(SYS_getppid);
	return result == 123 ? 4 : result == -1 && errno == ENOSYS ? 6 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	int status;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
	struct user_regs_struct regs = run_to_entry(pid, PTRACE_SYSCALL, SYS_getppid);
	regs.orig_rax = MARK_CALL;
	regs.rax = 123;
	set_regs(pid, &regs);
	resume(pid, 0);
	CHECK(wait_for(pid, &status, __WALL) == pid && WIFEXITED(status), "status %#x", (unsigned)status);
	if (WEXITSTATUS(status) == 6)
		known("ENOSYS", "the tracer's result is replaced by -ENOSYS");
	CHECK(WEXITSTATUS(status) == 4, "exit %d", WEXITSTATUS(status));
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
