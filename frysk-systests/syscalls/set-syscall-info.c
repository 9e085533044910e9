/*
 * Guarantee: PTRACE_SET_SYSCALL_INFO changes the number at the entry stop and the result at the exit stop.
 * Since: Linux 6.16; before, EIO.
 * Source: kernel/ptrace.c, ptrace_set_syscall_info().
 */
#include "tracee.h"

#define SET_SYSCALL_INFO 0x4212

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return syscall(SYS_lseek, -1, 0, 0) == 99 ? 4 : 5;
}

static bool at_op(pid_t pid, int op, struct ptrace_syscall_info *info)
{
	memset(info, 0, sizeof *info);
	long got = syscall(SYS_ptrace, PTRACE_GET_SYSCALL_INFO, (long)pid, sizeof *info, info);
	CHECK(got > 0, "GET_SYSCALL_INFO gives %ld", got);
	return info->op == op;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	struct ptrace_syscall_info info;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
	do {
		MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
		expect_stop(pid, SYSCALL_TRAP);
	} while (!at_op(pid, PTRACE_SYSCALL_INFO_ENTRY, &info) || info.entry.nr != SYS_lseek);
	info.entry.nr = SYS_getpid;
	long result = pt(SET_SYSCALL_INFO, pid, sizeof info, &info);
	if (result == -EIO)
		skip("no PTRACE_SET_SYSCALL_INFO here");
	MUST(result);
	MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP);
	CHECK(at_op(pid, PTRACE_SYSCALL_INFO_EXIT, &info), "no exit stop");
	CHECK(info.exit.rval == pid && !info.exit.is_error, "the changed call gives %lld", (long long)info.exit.rval);
	info.exit.rval = 99;
	MUST(pt(SET_SYSCALL_INFO, pid, sizeof info, &info));
	resume(pid, 0);
	expect_exit(pid, 4);
}
