/*
 * Guarantee: NT_X86_XSTATE round-trips; a header that claims the compacted format (xcomp_bv) gives EINVAL and changes nothing.
 * Since: Linux 2.6.35; the check since 4.14; where the processor has XSAVE.
 * Source: arch/x86/kernel/fpu/regset.c, xstateregs_set(); fpu/xstate.c, validate_user_xstate_header().
 */
#include "tracee.h"

#ifndef NT_X86_XSTATE
#define NT_X86_XSTATE 0x202
#endif

static void test(void)
{
	static unsigned char state[65536], again[65536];
	struct iovec io = {state, sizeof state};
	pid_t pid = spawn_traced(NULL, NULL);
	long result = pt(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &io);
	if (result == -ENODEV || result == -EINVAL)
		skip("no XSAVE state here");
	MUST(result);
	size_t length = io.iov_len;
	CHECK(length >= 576 && length < sizeof state, "the state has %zu bytes", length);
	MUST(pt(PTRACE_SETREGSET, pid, NT_X86_XSTATE, &io));
	struct iovec io2 = {again, sizeof again};
	MUST(pt(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &io2));
	CHECK(io2.iov_len == length && memcmp(state, again, length) == 0, "the state does not round-trip");
	state[512 + 15] = 0x80; /* bit 63 of xcomp_bv */
	io.iov_len = length;
	MUST_ERR(pt(PTRACE_SETREGSET, pid, NT_X86_XSTATE, &io), EINVAL);
	MUST(pt(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &io2));
	CHECK(again[512 + 15] == 0, "the refused header took");
	end_tracee(pid);
}
