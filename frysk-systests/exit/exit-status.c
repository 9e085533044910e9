/*
 * Guarantee: the wait status holds the low 8 bits of the exit code, or the signal that killed; waitid() tells CLD_EXITED from CLD_KILLED and, on current
 * kernels, from CLD_DUMPED.
 * Since: all versions.
 * Source: wait(2), _exit(2); kernel/exit.c. Frysk's TestTaskTerminateObserver.
 */
#include "tracee.h"

static int leave(void *code)
{
	syscall(SYS_exit_group, *(int *)code);
	return 0;
}

static int die(void *sig)
{
	raise(*(int *)sig);
	return 0;
}

static void test(void)
{
	int codes[] = {0, 1, 47, 255, 256, 0x12345, -1};
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		expect_exit(spawn(leave, &codes[i]), codes[i] & 0xff);
	int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGKILL, SIGABRT, SIGRTMIN + 2};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		pid_t pid = spawn(die, &signals[i]);
		siginfo_t info;
		memset(&info, 0, sizeof info);
		NEED(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == 0);
		CHECK(info.si_signo == SIGCHLD && info.si_pid == pid && info.si_code == CLD_KILLED && info.si_status == signals[i],
		      "signal %d: si_code %d, si_status %d", signals[i], info.si_code, info.si_status);
		expect_killed(pid, signals[i]);
	}
}
