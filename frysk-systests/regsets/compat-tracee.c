/*
 * Guarantee: a 64-bit tracer of a 32-bit program sees NT_PRSTATUS of 68 bytes, GETREGS with the 32-bit code segment, NT_PRFPREG of 108 bytes,
 * NT_386_TLS of 48, and AUDIT_ARCH_I386 at its system calls.
 * Since: Linux 2.6.34; system call information 5.3; needs IA32 emulation.
 * Source: arch/x86/kernel/ptrace.c, x86_32_regsets; kernel/ptrace.c, ptrace_get_syscall_info().
 * 32-bit: yes
 */
#include "regs.h"

#include <limits.h>
#include <linux/audit.h>

#ifdef __x86_64__
static char other[PATH_MAX + 8];

static int body(void *unused)
{
	char *argv[] = {other, (char *)"role:leave", NULL}, *envp[] = {NULL};
	(void)unused;
	trace_me_and_stop();
	execve(other, argv, envp);
	return errno;
}

static size_t set_size(pid_t pid, unsigned long type)
{
	char regs[8192];
	struct iovec io = {regs, sizeof regs};
	MUST(pt(PTRACE_GETREGSET, pid, type, &io));
	return io.iov_len;
}

static void test(void)
{
	ssize_t length = readlink("/proc/self/exe", other, sizeof other - 8);
	NEED(length > 0);
	strcpy(other + length, ".m32");
	if (access(other, X_OK) != 0)
		skip("no 32-bit program beside this one");
	pid_t pid = spawn_traced(body, NULL);
	int status;
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXEC | PTRACE_O_TRACESYSGOOD));
	resume(pid, 0);
	CHECK(wait_for(pid, &status, __WALL) == pid, "no report");
	if (WIFEXITED(status) && WEXITSTATUS(status) == ENOEXEC)
		skip("this kernel runs no 32-bit programs");
	CHECK(status >> 8 == EVENT(SIGTRAP, PTRACE_EVENT_EXEC), "status is %#x", (unsigned)status);
	CHECK(set_size(pid, NT_PRSTATUS) == 68, "NT_PRSTATUS has %zu bytes", set_size(pid, NT_PRSTATUS));
	CHECK(set_size(pid, NT_PRFPREG) == 108, "NT_PRFPREG has %zu bytes", set_size(pid, NT_PRFPREG));
	CHECK(set_size(pid, NT_386_TLS) == 48, "NT_386_TLS has %zu bytes", set_size(pid, NT_386_TLS));
	struct user_regs_struct regs;
	MUST(pt(PTRACE_GETREGS, pid, 0, &regs));
	CHECK(regs.cs == 0x23, "cs is %#lx", (unsigned long)regs.cs);
	MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP); /* the exit of execve, or the first call of the new image */
	MUST(pt(PTRACE_SYSCALL, pid, 0, 0));
	expect_stop(pid, SYSCALL_TRAP);
	struct ptrace_syscall_info info;
	memset(&info, 0, sizeof info);
	long got = syscall(SYS_ptrace, PTRACE_GET_SYSCALL_INFO, (long)pid, sizeof info, &info);
	if (got > 0)
		CHECK(info.arch == AUDIT_ARCH_I386, "the system call's architecture is %#x", info.arch);
	resume(pid, 0);
	expect_exit(pid, 22);
}
#elif defined(__i386__)
int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 22;
}

static void test(void) { skip("the helper of the 64-bit test"); }
#else
static void test(void) { skip("written for x86-64"); }
#endif
