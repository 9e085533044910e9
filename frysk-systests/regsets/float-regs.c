/*
 * Guarantee: NT_PRFPREG (512 bytes on x86-64) shows the tracee's SSE registers, and SETREGSET changes them.
 * Since: Linux 2.6.34.
 * Source: arch/x86/kernel/fpu/regset.c, xfpregs_get().
 */
#include "tracee.h"

#ifdef __x86_64__
static int body(void *unused)
{
	uint64_t in = 0x1122334455667788, out = 0;
	(void)unused;
	trace_me_and_stop();
	__asm__ volatile("movq %1, %%xmm5\nint3\nmovq %%xmm5, %0" : "=r"(out) : "r"(in) : "xmm5");
	return out == 0x8877665544332211 ? 4 : 5;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	struct user_fpregs_struct fp;
	struct iovec io = {&fp, sizeof fp};
	uint64_t value;
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	MUST(pt(PTRACE_GETREGSET, pid, NT_PRFPREG, &io));
	CHECK(io.iov_len == 512, "NT_PRFPREG has %zu bytes", io.iov_len);
	memcpy(&value, &fp.xmm_space[5 * 4], sizeof value);
	CHECK(value == 0x1122334455667788, "xmm5 is %#llx", (unsigned long long)value);
	value = 0x8877665544332211;
	memcpy(&fp.xmm_space[5 * 4], &value, sizeof value);
	MUST(pt(PTRACE_SETREGSET, pid, NT_PRFPREG, &io));
	resume(pid, 0);
	expect_exit(pid, 4);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
