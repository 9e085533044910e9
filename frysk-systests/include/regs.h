/* Registers by role, for x86-64 and 32-bit x86; a test that includes this skips elsewhere. */
#ifndef REGS_H
#define REGS_H

#include "tracee.h"

#if defined(__x86_64__)
#define HAVE_REGS 1
#define REG_PC(r) ((r).rip)
#define REG_SP(r) ((r).rsp)
#define REG_NR(r) ((r).orig_rax)
#define REG_RET(r) ((r).rax)
#define REG_FLAGS(r) ((r).eflags)
#elif defined(__i386__)
#define HAVE_REGS 1
#define REG_PC(r) ((r).eip)
#define REG_SP(r) ((r).esp)
#define REG_NR(r) ((r).orig_eax)
#define REG_RET(r) ((r).eax)
#define REG_FLAGS(r) ((r).eflags)
#endif

#ifdef HAVE_REGS
#define PC(r) ((unsigned long)REG_PC(r))

static inline struct user_regs_struct regs_of(pid_t pid)
{
	struct user_regs_struct regs;
	struct iovec io = {&regs, sizeof regs};
	memset(&regs, 0, sizeof regs);
	MUST(pt(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io));
	CHECK(io.iov_len == sizeof regs, "NT_PRSTATUS has %zu bytes, not %zu", io.iov_len, sizeof regs);
	return regs;
}

static inline void set_regs(pid_t pid, struct user_regs_struct *regs)
{
	struct iovec io = {regs, sizeof *regs};
	MUST(pt(PTRACE_SETREGSET, pid, NT_PRSTATUS, &io));
}
#endif

/* Whether this processor is a hypervisor's, and if so the first four letters of its name in *vendor; 0 where the name cannot be read. */
static inline bool virtual_cpu(unsigned *vendor)
{
	static char text[4096];
	*vendor = 0;
	if (read_file("/proc/cpuinfo", text, sizeof text) <= 0 || strstr(text, "QEMU") != NULL)
		return true;
#if defined(__x86_64__) || defined(__i386__)
	unsigned a = 0x40000000, c = 0, d;
	if (strstr(text, " hypervisor") == NULL)
		return false;
	__asm__ volatile("cpuid" : "+a"(a), "=b"(*vendor), "+c"(c), "=d"(d));
#endif
	return true;
}

/* Whether this machine is QEMU's emulator (TCG): single-stepping over an armed watchpoint hangs it. */
static inline bool emulated_cpu(void)
{
	unsigned vendor;
	return virtual_cpu(&vendor) && (vendor == 0 || vendor == 0x54474354); /* "TCGT" of TCGTCGTCGTCG */
}

#endif
