/*
 * Guarantee: PTRACE_SYSEMU stops at the entry of a system call that is then not executed; the tracer's rax is the result.
 * Since: Linux 2.6.14 on x86.
 * Source: ptrace(2), PTRACE_SYSEMU; kernel/entry/common.c, SYSCALL_WORK_SYSCALL_EMU.
 */
#include "entry.h"

#ifdef HAVE_ENTRY
static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return syscall(MARK_CALL, 1) == 42 ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
	struct user_regs_struct regs = run_to_entry(pid, PTRACE_SYSEMU, MARK_CALL);
	regs.rax = 42;
	set_regs(pid, &regs);
	/* With SYSEMU there is no exit stop; the next entry is that of exit_group, which emulated would not exit. */
	MUST(pt(PTRACE_CONT, pid, 0, 0));
	expect_exit(pid, 4);

	pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
	run_to_entry(pid, PTRACE_SYSEMU, MARK_CALL);
	MUST(pt(PTRACE_SYSEMU, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP);
	CHECK(regs_of(pid).orig_rax == SYS_exit_group, "the second stop is in call %lld", (long long)regs_of(pid).orig_rax);
	end_tracee(pid);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
