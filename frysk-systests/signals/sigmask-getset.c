/*
 * Guarantee: PTRACE_GETSIGMASK and SETSIGMASK read and replace the tracee's blocked signals; a wrong size gives EINVAL; SIGKILL cannot be blocked.
 * Since: Linux 3.11.
 * Source: ptrace(2), PTRACE_GETSIGMASK; kernel/ptrace.c, ptrace_request().
 * 32-bit: yes
 */
#include "tracee.h"

static int body(void *unused)
{
	sigset_t usr2;
	(void)unused;
	sigemptyset(&usr2);
	sigaddset(&usr2, SIGUSR2);
	sigprocmask(SIG_BLOCK, &usr2, NULL);
	return traced_idle_body(NULL);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	uint64_t mask = 0;
	MUST_ERR(pt(PTRACE_GETSIGMASK, pid, 4, &mask), EINVAL);
	MUST(pt(PTRACE_GETSIGMASK, pid, 8, &mask));
	CHECK(mask == 1ULL << (SIGUSR2 - 1), "mask is %#llx", (unsigned long long)mask);
	mask = 1ULL << (SIGUSR1 - 1) | 1ULL << (SIGKILL - 1);
	MUST(pt(PTRACE_SETSIGMASK, pid, 8, &mask));
	MUST(pt(PTRACE_GETSIGMASK, pid, 8, &mask));
	CHECK(mask == 1ULL << (SIGUSR1 - 1), "mask is %#llx after SETSIGMASK", (unsigned long long)mask);
	CHECK(proc_mask(pid, "SigBlk") == mask, "/proc says %#llx", proc_mask(pid, "SigBlk"));
	end_tracee(pid);
}
