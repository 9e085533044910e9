/*
 * Guarantee: NT_PRSTATUS follows the tracee's image: 216 bytes for 64 bits, 68 after exec of a 32-bit program, 216 after exec back.
 * Since: Linux 2.6.34 (GETREGSET), x86-64 with IA32 emulation.
 * Source: arch/x86/kernel/ptrace.c, task_user_regset_view(); Frysk's TestRuntimeIsa.
 * 32-bit: yes
 */
#include "tracee.h"

#include <limits.h>

#if defined(__x86_64__)
static char self[PATH_MAX], other[PATH_MAX + 8];

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 21;
}

/* The 32-bit program of the same name execs what its role's argument names. */
static int body(void *unused)
{
	char *argv[] = {other, (char *)"role:exec", self, NULL}, *envp[] = {NULL};
	(void)unused;
	trace_me_and_stop();
	execve(other, argv, envp);
	return errno;
}

static size_t prstatus_size(pid_t pid)
{
	char regs[512];
	struct iovec io = {regs, sizeof regs};
	MUST(pt(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io));
	return io.iov_len;
}

static void test(void)
{
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	NEED(length > 0);
	self[length] = 0;
	snprintf(other, sizeof other, "%s.m32", self);
	if (access(other, X_OK) != 0)
		skip("no 32-bit program beside this one");
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXEC));
	CHECK(prstatus_size(pid) == 216, "at first %zu bytes", prstatus_size(pid));
	resume(pid, 0);
	int status;
	CHECK(wait_for(pid, &status, __WALL) == pid, "no report");
	if (WIFEXITED(status) && WEXITSTATUS(status) == ENOEXEC)
		skip("this kernel runs no 32-bit programs");
	CHECK(status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_EXEC), "status is %#x", (unsigned)status);
	CHECK(prstatus_size(pid) == 68, "as 32-bit program %zu bytes", prstatus_size(pid));
	resume(pid, 0);
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_EXEC));
	CHECK(prstatus_size(pid) == 216, "back again %zu bytes", prstatus_size(pid));
	resume(pid, 0);
	expect_exit(pid, 21);
}
#elif defined(__i386__)
int role(const char *name, char **args)
{
	char *argv[] = {args[0], (char *)"role:leave", NULL}, *envp[] = {NULL};
	(void)name;
	execve(args[0], argv, envp);
	return errno;
}

static void test(void) { skip("the helper of the 64-bit test"); }
#else
static void test(void) { skip("written for x86-64"); }
#endif
