/*
 * Guarantee: with PTRACE_O_TRACESYSGOOD each system call gives an entry and an exit stop marked 0x80; GET_SYSCALL_INFO tells them apart, with number,
 * arguments and result; at other stops it says none. GETEVENTMSG gives 1 and 2.
 * Since: Linux 5.3; the mark since 2.4.6.
 * Source: ptrace(2), PTRACE_GET_SYSCALL_INFO; kernel/ptrace.c, ptrace_get_syscall_info().
 * 32-bit: yes
 */
#include "tracee.h"

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	syscall(SYS_lseek, -1L, 77, 88);
	return 4;
}

static long info_of(pid_t pid, struct ptrace_syscall_info *info)
{
	memset(info, 0, sizeof *info);
	long got = syscall(SYS_ptrace, PTRACE_GET_SYSCALL_INFO, (long)pid, sizeof *info, info);
	return got < 0 ? -errno : got;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	struct ptrace_syscall_info info;
	long got = info_of(pid, &info);
	if (got == -EIO)
		skip("no PTRACE_GET_SYSCALL_INFO here");
	CHECK(got == 24 && info.op == PTRACE_SYSCALL_INFO_NONE, "at a signal stop: size %ld, op %u", got, info.op);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD));
	do {
		MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
		expect_stop(pid, SYSCALL_TRAP);
		got = info_of(pid, &info);
	} while (info.op != PTRACE_SYSCALL_INFO_ENTRY || info.entry.nr != SYS_lseek);
	CHECK(got == 80, "entry: size %ld", got);
	CHECK(info.entry.args[0] == (uint64_t)(unsigned long)-1 && info.entry.args[1] == 77 && info.entry.args[2] == 88, "arguments %lld %lld %lld",
	      (long long)info.entry.args[0], (long long)info.entry.args[1], (long long)info.entry.args[2]);
	CHECK(event_message(pid) == PTRACE_EVENTMSG_SYSCALL_ENTRY, "entry: message %lu", event_message(pid));
	MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP);
	got = info_of(pid, &info);
	CHECK(got == 33 && info.op == PTRACE_SYSCALL_INFO_EXIT, "exit: size %ld, op %u", got, info.op);
	CHECK(info.exit.is_error == 1 && info.exit.rval == -EBADF, "result %lld", (long long)info.exit.rval);
	CHECK(event_message(pid) == PTRACE_EVENTMSG_SYSCALL_EXIT, "exit: message %lu", event_message(pid));
	resume(pid, 0);
	expect_exit(pid, 4);
}
