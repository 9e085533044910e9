/* For tests that stop at the entry of one certain system call. */
#ifndef ENTRY_H
#define ENTRY_H

#include "regs.h"

#ifdef __x86_64__
#define HAVE_ENTRY 1
#define MARK_CALL 0x7ad /* a number no kernel has */

/* Lets the tracee run with the request to the entry stop of the call; gives its registers. At entry rax is -ENOSYS. */
static inline struct user_regs_struct run_to_entry(pid_t pid, long request, unsigned long number)
{
	for (;;) {
		MUST(pt(request, pid, 0, 0));
		expect_stop(pid, SYSCALL_TRAP);
		struct user_regs_struct regs = regs_of(pid);
		if (regs.orig_rax == number && (long)regs.rax == -ENOSYS)
			return regs;
	}
}
#endif

#endif
