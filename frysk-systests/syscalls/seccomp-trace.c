/*
 * Guarantee: SECCOMP_RET_TRACE without a tracer gives ENOSYS; with PTRACE_O_TRACESECCOMP there is an event whose message is the filter's 16 bits, and
 * the order is entry stop, seccomp event, exit stop.
 * Since: Linux 3.5; the order since 4.8.
 * Source: ptrace(2), PTRACE_EVENT_SECCOMP; seccomp(2); kernel/seccomp.c, __seccomp_filter().
 * 32-bit: yes
 */
#include "tracee.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>

static bool trace_getppid(void)
{
	struct sock_filter code[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_getppid, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 0x1234),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof code / sizeof *code, code};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int body(void *traced)
{
	if (traced != NULL)
		trace_me_and_stop();
	if (!trace_getppid())
		return 77;
	long result = syscall(SYS_getppid);
	if (traced == NULL)
		return result == -1 && errno == ENOSYS ? 4 : 5;
	return result > 0 ? 4 : 5;
}

static void test(void)
{
	int status, marker;
	CHECK(wait_for(spawn(body, NULL), &status, 0) > 0 && WIFEXITED(status), "status %#x", (unsigned)status);
	if (WEXITSTATUS(status) == 77)
		skip("no seccomp filters here");
	CHECK(WEXITSTATUS(status) == 4, "without tracer: exit %d", WEXITSTATUS(status));

	pid_t pid = spawn_traced(body, &marker);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESECCOMP));
	resume(pid, 0);
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_SECCOMP));
	CHECK(event_message(pid) == 0x1234, "message is %#lx", event_message(pid));
	resume(pid, 0);
	expect_exit(pid, 4);

	pid = spawn_traced(body, &marker);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD));
	int before = 0;
	for (;;) {
		MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
		CHECK(wait_for(pid, &status, __WALL) == pid && WIFSTOPPED(status), "status %#x", (unsigned)status);
		if (status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_SECCOMP))
			break;
		CHECK(status >> 8 == SYSCALL_TRAP, "unexpected stop %#x", (unsigned)status);
		before++;
	}
	CHECK(before % 2 == 1, "%d system call stops before the event: it does not follow an entry stop", before);
	MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP);
	resume(pid, 0);
	expect_exit(pid, 4);
}
