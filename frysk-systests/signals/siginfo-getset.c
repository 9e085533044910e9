/*
 * Guarantee: PTRACE_GETSIGINFO shows the sender, and what PTRACE_SETSIGINFO puts in its place is what the handler gets.
 * Since: Linux 2.3.99-pre6.
 * Source: ptrace(2), PTRACE_GETSIGINFO, PTRACE_SETSIGINFO; kernel/ptrace.c.
 * 32-bit: yes
 */
#include "tracee.h"

static void check(int sig, siginfo_t *info, void *context)
{
	(void)context;
	_exit(sig == SIGUSR1 && info->si_code == SI_QUEUE && info->si_value.sival_int == 4711 ? 31 : 32);
}

static int body(void *unused)
{
	struct sigaction action = {.sa_sigaction = check, .sa_flags = SA_SIGINFO};
	(void)unused;
	sigaction(SIGUSR1, &action, NULL);
	return traced_idle_body(NULL);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	union sigval value = {.sival_int = 17};
	resume(pid, 0);
	NEED(sigqueue(pid, SIGUSR1, value) == 0);
	expect_stop(pid, SIGUSR1);
	siginfo_t info = stop_info(pid);
	CHECK(info.si_code == SI_QUEUE && info.si_pid == getpid() && info.si_value.sival_int == 17, "code %d, pid %d, value %d", info.si_code,
	      info.si_pid, info.si_value.sival_int);
	info.si_value.sival_int = 4711;
	MUST(pt(PTRACE_SETSIGINFO, pid, 0, &info));
	resume(pid, SIGUSR1);
	expect_exit(pid, 31);
}
