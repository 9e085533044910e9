/*
 * Guarantee: PTRACE_GET_RSEQ_CONFIGURATION returns the address, size and signature that the tracee registered with rseq().
 * Since: Linux 5.13, with CONFIG_RSEQ.
 * Source: ptrace(2), PTRACE_GET_RSEQ_CONFIGURATION; kernel/ptrace.c, ptrace_get_rseq_configuration().
 */
#include "tracee.h"

#define GET_RSEQ_CONFIGURATION 0x420f

struct rseq_configuration {
	uint64_t address;
	uint32_t size, signature, flags, pad;
};

static _Alignas(32) unsigned char area[32];

static int body(void *unused)
{
	syscall(SYS_rseq, area, 32, 0, 0x4b50554c); /* fails when the libc has registered its own */
	return traced_idle_body(unused);
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	struct rseq_configuration configuration;
	memset(&configuration, 0xff, sizeof configuration);
	long got = syscall(SYS_ptrace, GET_RSEQ_CONFIGURATION, (long)pid, sizeof configuration, &configuration);
	if (got < 0 && errno == EIO)
		skip("no PTRACE_GET_RSEQ_CONFIGURATION here");
	CHECK(got == 24, "it gives %ld, not 24", got);
	/* Either our registration or the libc's, which came first and makes ours fail. */
	CHECK(configuration.address != 0 && configuration.size >= 20 && configuration.flags == 0 && configuration.pad == 0,
	      "address %#llx, size %u, flags %u", (unsigned long long)configuration.address, configuration.size, configuration.flags);
	if (configuration.address == (uintptr_t)area)
		CHECK(configuration.size == 32 && configuration.signature == 0x4b50554c, "size %u, signature %#x", configuration.size,
		      configuration.signature);
	end_tracee(pid);
}
