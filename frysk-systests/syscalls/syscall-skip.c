/*
 * Guarantee: a tracer that sets the number to -1 at the entry stop makes the kernel skip the call, and the value it put into rax is the result.
 * Since: Linux 2.6 on x86.
 * Source: arch/x86/entry/common.c; kernel/entry/common.c, syscall_trace_enter().
 */
#include "entry.h"

#ifdef HAVE_ENTRY
static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	int fd = dup(2);
	long result = syscall(SYS_close, fd);
	return result == 123 && fcntl(fd, F_GETFD) >= 0 ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
	struct user_regs_struct regs = run_to_entry(pid, PTRACE_SYSCALL, SYS_close);
	regs.orig_rax = (unsigned long)-1;
	regs.rax = 123;
	set_regs(pid, &regs);
	MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP);
	CHECK(regs_of(pid).rax == 123, "rax is %lld at the exit", (long long)regs_of(pid).rax);
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
