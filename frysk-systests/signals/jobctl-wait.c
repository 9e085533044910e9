/*
 * Guarantee: stop and continue of a child are reported once each with WUNTRACED and WCONTINUED, and WNOWAIT leaves a report for later.
 * Since: Linux 2.6.9 (waitid), 2.6.10 (WCONTINUED).
 * Source: waitid(2); kernel/exit.c, wait_task_stopped(), wait_task_continued().
 * 32-bit: yes
 */
#include "tracee.h"

static void test(void)
{
	siginfo_t info;
	int status;
	pid_t pid = spawn_idle();
	NEED(kill(pid, SIGSTOP) == 0);
	for (int i = 0; i < 2; i++) {
		memset(&info, 0, sizeof info);
		CHECK(waitid(P_PID, (id_t)pid, &info, WSTOPPED | WNOWAIT) == 0, "waitid: %s", strerror(errno));
		CHECK(info.si_pid == pid && info.si_code == CLD_STOPPED && info.si_status == SIGSTOP, "pid %d, code %d, status %d", info.si_pid,
		      info.si_code, info.si_status);
	}
	CHECK(wait_for(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status), "status %#x", (unsigned)status);
	CHECK(wait_for(pid, &status, WUNTRACED | WNOHANG) == 0, "the stop came twice");
	NEED(kill(pid, SIGCONT) == 0);
	CHECK(wait_for(pid, &status, WCONTINUED) == pid && WIFCONTINUED(status), "status %#x", (unsigned)status);
	CHECK(wait_for(pid, &status, WCONTINUED | WUNTRACED | WNOHANG) == 0, "the continue came twice");
	NEED(kill(pid, SIGTERM) == 0);
	memset(&info, 0, sizeof info);
	CHECK(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == 0 && info.si_code == CLD_KILLED, "code %d", info.si_code);
	expect_killed(pid, SIGTERM);
}
