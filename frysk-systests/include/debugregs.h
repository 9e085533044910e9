/* x86 debug registers through PTRACE_POKEUSER. */
#ifndef DEBUGREGS_H
#define DEBUGREGS_H

#include "regs.h"

#ifdef __x86_64__
#include <stddef.h>

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

/* Register 0, local. kind is one of DR_..., length 1, 2, 4 or 8 bytes (1 for DR_EXECUTE). */
static inline void set_watch(pid_t pid, const volatile void *address, int kind, int length)
{
	static const unsigned codes[] = {0, 0, 1, 0, 3, 0, 0, 0, 2};
	MUST(poke_debugreg(pid, 7, 0));
	MUST(poke_debugreg(pid, 0, (unsigned long)address));
	long result = poke_debugreg(pid, 7, 1UL | ((unsigned long)kind | codes[length] << 2) << 16);
	if (result == -ENODEV || result == -EOPNOTSUPP || result == -ENOSPC)
		skip("no hardware breakpoints here: %s", strerror((int)-result));
	MUST(result);
}
#endif

#endif
