/*
 * Guarantee: a signal sent with tgkill() is reported to the tracer for exactly that thread, with si_code SI_TKILL and the sender's pid.
 * Since: Linux 2.5.75.
 * Source: tgkill(2); kernel/signal.c, do_tkill().
 * 32-bit: yes
 */
#include "tracee.h"

static void *thread_body(void *unused)
{
	idle_body(NULL);
	return unused;
}

static int body(void *unused)
{
	pthread_t thread;
	(void)unused;
	trace_me_and_stop();
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	return idle_body(NULL);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL), thread = 0;
	int status;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACECLONE));
	resume(pid, 0);
	for (int stops = 0; stops < 2; stops++) {
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0 && WIFSTOPPED(status), "wait gives %d, %#x", got, (unsigned)status);
		if (got != pid)
			thread = got;
		resume(got, 0);
	}
	NEED(thread != 0);
	NEED(syscall(SYS_tgkill, pid, thread, SIGUSR1) == 0);
	CHECK(wait_for(-1, &status, __WALL) == thread && status >> 8 == SIGUSR1, "not reported for the thread: %#x", (unsigned)status);
	siginfo_t info = stop_info(thread);
	CHECK(info.si_code == SI_TKILL && info.si_pid == getpid(), "si_code %d, si_pid %d", info.si_code, info.si_pid);
	CHECK(wait_for(pid, &status, __WALL | WNOHANG) == 0, "the leader stopped too");
	MUST_ERR((syscall(SYS_tgkill, getpid(), thread, SIGUSR1) == 0 ? 0 : -errno), ESRCH);
}
