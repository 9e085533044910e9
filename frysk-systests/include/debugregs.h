/* x86 debug registers through PTRACE_POKEUSER. */
#ifndef DEBUGREGS_H
#define DEBUGREGS_H

#include "regs.h"

#ifdef __x86_64__
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <stddef.h>
#include <sys/syscall.h>

#define HAVE_DEBUGREGS 1
enum { DR_EXECUTE = 0, DR_WRITE = 1, DR_READ_WRITE = 3 };

static inline long poke_debugreg(pid_t pid, int number, unsigned long value)
{
	return pt(PTRACE_POKEUSR, pid, offsetof(struct user, u_debugreg) + (unsigned)number * sizeof(long), value);
}

static inline unsigned long debugreg(pid_t pid, int number)
{
	unsigned long value = 0;
	MUST(pt(PTRACE_PEEKUSR, pid, offsetof(struct user, u_debugreg) + (unsigned)number * sizeof(long), &value));
	return value;
}

/*
 * Some hypervisors on AMD processors let a guest load the debug registers and never raise the exception. That is no fault of this kernel, so it is
 * looked for without ptrace: perf counts no hit of a watched store either. Both go through the kernel's hw_breakpoint layer, so a kernel that
 * broke that would be taken for such a hypervisor: hence only there, and never where Kpulse's own guests run, under QEMU's emulation.
 */
static inline bool debug_registers_are_dead(void)
{
	static volatile int watched;
	unsigned vendor;
	struct perf_event_attr attr = {
		.type = PERF_TYPE_BREAKPOINT, .size = sizeof attr, .bp_type = HW_BREAKPOINT_W, .bp_addr = (uintptr_t)&watched,
		.bp_len = HW_BREAKPOINT_LEN_4, .exclude_kernel = 1, .exclude_hv = 1,
	};
	long long hits = -1;
	unsigned a = 0, b, c = 0, d;
	__asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
	if (!virtual_cpu(&vendor) || emulated_cpu() || b != 0x68747541 /* "Auth" of AuthenticAMD */)
		return false;
	int fd = (int)syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
	if (fd < 0)
		return false;
	watched++;
	bool dead = read(fd, &hits, sizeof hits) == sizeof hits && hits == 0;
	close(fd);
	return dead;
}

/* Register 0, local. kind is one of DR_..., length 1, 2, 4 or 8 bytes (1 for DR_EXECUTE). */
static inline void set_watch(pid_t pid, const volatile void *address, int kind, int length)
{
	static const unsigned codes[] = {0, 0, 1, 0, 3, 0, 0, 0, 2};
	if (debug_registers_are_dead())
		skip("the debug registers of this virtual machine raise no exception");
	MUST(poke_debugreg(pid, 7, 0));
	MUST(poke_debugreg(pid, 0, (unsigned long)address));
	long result = poke_debugreg(pid, 7, 1UL | ((unsigned long)kind | codes[length] << 2) << 16);
	if (result == -ENODEV || result == -EOPNOTSUPP || result == -ENOSPC)
		skip("no hardware breakpoints here: %s", strerror((int)-result));
	MUST(result);
}
#endif

#endif
