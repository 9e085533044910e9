/*
 * Guarantee: PTRACE_PEEKSIGINFO copies queued signals in order, from any offset, the thread's own and the shared ones apart, without removing them.
 * Since: Linux 3.10.
 * Source: ptrace(2), PTRACE_PEEKSIGINFO; kernel/ptrace.c, ptrace_peek_siginfo().
 * 32-bit: yes
 */
#include "tracee.h"

static int body(void *unused)
{
	sigset_t all;
	(void)unused;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	return traced_idle_body(NULL);
}

static long peek(pid_t pid, uint64_t offset, uint32_t flags, int32_t count, siginfo_t *infos)
{
	struct {
		uint64_t offset;
		uint32_t flags;
		int32_t count;
	} args = {offset, flags, count};
	long got = syscall(SYS_ptrace, PTRACE_PEEKSIGINFO, (long)pid, &args, infos);
	return got < 0 ? -errno : got;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	siginfo_t infos[8];
	for (int i = 0; i < 3; i++) {
		union sigval value = {.sival_int = 100 + i};
		NEED(sigqueue(pid, SIGRTMIN + 1, value) == 0);
	}
	NEED(syscall(SYS_tgkill, pid, pid, SIGUSR1) == 0);
	long got = peek(pid, 0, PTRACE_PEEKSIGINFO_SHARED, 8, infos);
	CHECK(got == 3, "%ld shared signals", got);
	for (int i = 0; i < 3; i++)
		CHECK(infos[i].si_value.sival_int == 100 + i, "signal %d has value %d", i, infos[i].si_value.sival_int);
	got = peek(pid, 2, PTRACE_PEEKSIGINFO_SHARED, 8, infos);
	CHECK(got == 1 && infos[0].si_value.sival_int == 102, "from offset 2: %ld", got);
	got = peek(pid, 0, 0, 8, infos);
	CHECK(got == 1 && infos[0].si_signo == SIGUSR1, "own signals: %ld", got);
	got = peek(pid, 3, PTRACE_PEEKSIGINFO_SHARED, 8, infos);
	CHECK(got == 0, "behind the end: %ld", got);
	MUST_ERR(peek(pid, 0, 64, 8, infos), EINVAL);
	MUST_ERR(peek(pid, 0, 0, -1, infos), EINVAL);
	end_tracee(pid);
}
