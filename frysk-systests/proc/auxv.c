/*
 * Guarantee: /proc/PID/auxv is the vector that the program got: ends with AT_NULL, has AT_PAGESZ and AT_PHDR, and names the vDSO where there is one.
 * Since: Linux 2.6.0.
 * Source: proc(5), /proc/PID/auxv; fs/proc/base.c, auxv_read(). Frysk's TestAuxv.
 */
#include "tracee.h"

#include <sys/auxv.h>

static void test(void)
{
	unsigned long vector[512];
	char path[32];
	pid_t pid = spawn_idle();
	snprintf(path, sizeof path, "/proc/%d/auxv", pid);
	long length = read_file(path, (char *)vector, sizeof vector);
	CHECK(length > 0 && length % (long)(2 * sizeof(long)) == 0, "%ld bytes", length);
	size_t words = (size_t)length / sizeof(long), size = 0, headers = 0;
	CHECK(vector[words - 2] == AT_NULL, "the last entry is of type %lu", vector[words - 2]);
	for (size_t i = 0; i < words; i += 2) {
		if (vector[i] == AT_PAGESZ)
			size = vector[i + 1];
		if (vector[i] == AT_PHDR)
			headers = vector[i + 1];
		if (vector[i] == AT_SYSINFO_EHDR)
			CHECK(vector[i + 1] == getauxval(AT_SYSINFO_EHDR), "the vDSO is at %#lx, here at %#lx", vector[i + 1],
			      getauxval(AT_SYSINFO_EHDR));
	}
	CHECK(size == (size_t)sysconf(_SC_PAGESIZE), "AT_PAGESZ is %zu", size);
	CHECK(headers == getauxval(AT_PHDR), "AT_PHDR is %#zx", headers);
}
