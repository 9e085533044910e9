/*
 * Guarantee: a thread that execs under PTRACE_SYSCALL is followed to the new image's end, as strace -f does it (strace-clone-exec.sh without strace).
 * Since: Linux 3.0.
 * Source: ptrace(2), "execve(2) under ptrace"; Frysk's bug 2130.
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 47;
}

static void *exec_thread(void *unused)
{
	(void)unused;
	exec_role("leave", NULL);
}

static int body(void *unused)
{
	pthread_t thread;
	trace_me_and_stop();
	NEED(pthread_create(&thread, NULL, exec_thread, NULL) == 0);
	pthread_join(thread, NULL);
	(void)unused;
	return 0;
}

static void test(void)
{
	pid_t leader = spawn_traced(body, NULL);
	int syscalls = 0;
	MUST(pt(PTRACE_SETOPTIONS, leader, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC));
	MUST(pt(PTRACE_SYSCALL, leader, 0, 0));
	for (;;) {
		int status;
		pid_t got = wait_for(-1, &status, __WALL);
		CHECK(got > 0, "wait gives %d", got);
		if (got == leader && WIFEXITED(status)) {
			CHECK(WEXITSTATUS(status) == 47, "exited with %d", WEXITSTATUS(status));
			break;
		}
		if (WIFSTOPPED(status)) {
			int sig = WSTOPSIG(status);
			syscalls += sig == SYSCALL_TRAP;
			bool pass_on = sig != SYSCALL_TRAP && sig != SIGTRAP && sig != SIGSTOP;
			long result = pt(PTRACE_SYSCALL, got, 0, pass_on ? sig : 0);
			CHECK(result == 0 || result == -ESRCH, "PTRACE_SYSCALL gives %ld", result); /* ESRCH: killed by the exec */
		}
	}
	CHECK(syscalls >= 10, "only %d system call stops", syscalls);
}
