/*
 * sabotage WHICH PROGRAM...: runs a program under a seccomp filter that breaks one guarantee of the kernel, so that a test can show that it notices.
 * A broken call says it has worked (0), or gives the errno named, without having done anything. sabotage --list prints, a line each, WHICH and the
 * tests that must fail under it, all others must not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/ptrace.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANY (-1) /* argument not looked at */

struct sabotage {
	const char *name;
	int call;
	struct {
		int index;
		int64_t value;
	} match[2];
	int answer; /* 0 or an errno */
	const char *fails;
};

static const struct sabotage all[] = {
	{"detach-takes-bad-signal", SYS_ptrace, {{0, PTRACE_DETACH}, {3, 999}}, 0, "attach/detach-bad-signal"},
	{"detach-loses-sigkill", SYS_ptrace, {{0, PTRACE_DETACH}, {3, SIGKILL}}, 0, "attach/detach-kills"},
	{"exitkill-refused-silently", SYS_ptrace, {{0, PTRACE_SETOPTIONS}, {3, PTRACE_O_EXITKILL}}, 0, "attach/exitkill"},
	{"setsiginfo-does-nothing", SYS_ptrace, {{0, PTRACE_SETSIGINFO}, {ANY, 0}}, 0, "signals/siginfo-getset"},
	{"setsigmask-does-nothing", SYS_ptrace, {{0, PTRACE_SETSIGMASK}, {ANY, 0}}, 0, "signals/sigmask-getset"},
	{"peeksiginfo-finds-nothing", SYS_ptrace, {{0, PTRACE_PEEKSIGINFO}, {ANY, 0}}, 0, "signals/peeksiginfo"},
	{"syscall-info-is-empty", SYS_ptrace, {{0, PTRACE_GET_SYSCALL_INFO}, {ANY, 0}}, 0, "syscalls/syscall-stops syscalls/set-syscall-info"},
	{"rseq-is-empty", SYS_ptrace, {{0, 0x420f}, {ANY, 0}}, 0, "syscalls/rseq-config"},
	{"vm-write-does-nothing", SYS_process_vm_writev, {{ANY, 0}, {ANY, 0}}, 0, "memory/process-vm"},
	{"pdeathsig-does-not-come", SYS_prctl, {{0, PR_SET_PDEATHSIG}, {1, SIGTERM}}, 0, "threads/pdeathsig-thread"},
	{"undumpable-does-nothing", SYS_prctl, {{0, PR_SET_DUMPABLE}, {1, 0}}, 0, "attach/attach-perm core/undumpable"},
	{"name-does-nothing", SYS_prctl, {{0, PR_SET_NAME}, {ANY, 0}}, 0, "proc/stat-comm"},
	{"waitid-sees-no-stop", SYS_waitid, {{3, WSTOPPED | WNOWAIT}, {ANY, 0}}, 0, "signals/jobctl-wait"},
	{"exit-loses-code", SYS_exit_group, {{0, 0x12345}, {ANY, 0}}, 0, "exit/exit-status"},
	{"fork-option-does-nothing", SYS_ptrace, {{0, PTRACE_SETOPTIONS}, {3, PTRACE_O_TRACEFORK}}, 0, "events/event-fork events/event-pidns"},
	{"xstate-takes-anything", SYS_ptrace, {{0, PTRACE_SETREGSET}, {2, 0x202}}, 0, "regsets/xstate"},
	{"float-regs-do-not-take", SYS_ptrace, {{0, PTRACE_SETREGSET}, {2, 2}}, 0, "regsets/float-regs"},
	{"mem-write-does-nothing", SYS_pwrite64, {{ANY, 0}, {ANY, 0}}, 0, "memory/proc-mem"},
};

static int install(const struct sabotage *sabotage)
{
	struct sock_filter code[16];
	unsigned length = 0;
	code[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
	code[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
	code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	code[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	code[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)sabotage->call, 1, 0);
	code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	for (int i = 0; i < 2; i++) {
		if (sabotage->match[i].index == ANY)
			continue;
		unsigned at = (unsigned)offsetof(struct seccomp_data, args) + 8U * (unsigned)sabotage->match[i].index; /* the low half */
		code[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at);
		code[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)sabotage->match[i].value, 1, 0);
		code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	}
	code[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)sabotage->answer);
	struct sock_fprog program = {(unsigned short)length, code};
	/* Root needs no "no new privileges", which would break the set-user-ID test for a reason of its own. */
	if (geteuid() != 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

int main(int argc, char **argv)
{
	const size_t count = sizeof all / sizeof *all;
	if (argc == 2 && strcmp(argv[1], "--list") == 0) {
		for (size_t i = 0; i < count; i++)
			printf("%s %s\n", all[i].name, all[i].fails);
		return 0;
	}
	for (size_t i = 0; argc > 2 && i < count; i++) {
		if (strcmp(argv[1], all[i].name) != 0)
			continue;
		if (install(&all[i]) != 0) {
			fprintf(stderr, "sabotage: no seccomp filter here: %s\n", strerror(errno));
			return 77;
		}
		execv(argv[2], argv + 2);
		fprintf(stderr, "sabotage: %s: %s\n", argv[2], strerror(errno));
		return 99;
	}
	fprintf(stderr, "usage: sabotage --list | sabotage WHICH PROGRAM [ARGUMENT]...\n");
	return 2;
}
