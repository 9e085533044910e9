/*
 * Guarantee: GETREGSET takes a length of whole words only (12 gives EINVAL on 64 bits), fills a shorter one and says how much; an unknown set gives EINVAL.
 * Since: Linux 2.6.34.
 * Source: ptrace(2), PTRACE_GETREGSET; kernel/ptrace.c, ptrace_regset().
 */
#include "tracee.h"

static long getregset(pid_t pid, unsigned long type, void *to, size_t length, size_t *got)
{
	struct iovec io = {to, length};
	long result = pt(PTRACE_GETREGSET, pid, type, &io);
	*got = io.iov_len;
	return result;
}

static void test(void)
{
	pid_t pid = spawn_traced(NULL, NULL);
	unsigned char whole[4096], part[4096];
	size_t length, part_length;
	MUST(getregset(pid, NT_PRSTATUS, whole, sizeof whole, &length));
	CHECK(length >= sizeof(long) * 10 && length < sizeof whole, "NT_PRSTATUS has %zu bytes", length);
	MUST_ERR(getregset(pid, NT_PRSTATUS, part, sizeof(long) + sizeof(long) / 2, &part_length), EINVAL);
	memset(part, 0xee, sizeof part);
	MUST(getregset(pid, NT_PRSTATUS, part, 2 * sizeof(long), &part_length));
	CHECK(part_length == 2 * sizeof(long), "length %zu", part_length);
	CHECK(memcmp(whole, part, part_length) == 0 && part[part_length] == 0xee, "a short GETREGSET wrote something else");
	MUST_ERR(getregset(pid, 0x7fff, part, sizeof part, &part_length), EINVAL);
	end_tracee(pid);
}
