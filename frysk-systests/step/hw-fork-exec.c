/*
 * Guarantee: debug registers are not inherited by an untraced fork child, and are empty after exec.
 * Since: Linux 2.6.33.
 * Source: arch/x86/kernel/process.c, flush_thread(), copy_thread(): clear of ptrace_bps; flush_ptrace_hw_breakpoint().
 */
#include "debugregs.h"

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 12;
}

#ifdef HAVE_DEBUGREGS
static volatile long watched = 1;

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	pid_t child = fork();
	if (child == 0) {
		watched = 5; /* a SIGTRAP would kill it */
		_exit(3);
	}
	int status;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 3)
		return 4;
	exec_role("leave", NULL);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	int status;
	set_watch(pid, &watched, DR_WRITE, 8);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXEC));
	resume(pid, 0);
	while (wait_for(pid, &status, __WALL) == pid && status >> 8 == SIGCHLD)
		resume(pid, SIGCHLD);
	CHECK(status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_EXEC), "status %#x instead of the exec: the child was hit?", (unsigned)status);
	CHECK((debugreg(pid, 7) & 3) == 0 && debugreg(pid, 0) == 0, "after exec DR7 is %#lx, DR0 %#lx", debugreg(pid, 7), debugreg(pid, 0));
	resume(pid, 0);
	expect_exit(pid, 12);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
