/*
 * Guarantee: /proc/PID/mem reads and writes a tracee's memory, over protection of private mappings too; a read that runs into an unmapped page is
 * short, one that starts there gives EIO.
 * Since: Linux 2.6.39 (writing).
 * Source: proc(5), /proc/PID/mem; fs/proc/base.c, mem_rw().
 * 32-bit: yes
 */
#include "tracee.h"

static void test(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), path[32];
	NEED(pages != MAP_FAILED);
	static char buffer[256];
	memset(pages, 'k', page);
	NEED(munmap(pages + page, page) == 0 && mprotect(pages, page, PROT_READ) == 0);
	pid_t pid = spawn_traced(NULL, NULL);
	snprintf(path, sizeof path, "/proc/%d/mem", pid);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	CHECK(fd >= 0, "open of %s: %s", path, strerror(errno));
	off_t at = (off_t)(uintptr_t)pages;
	ssize_t put = pwrite(fd, "pulse", 5, at);
	if (put < 0 && errno == EIO)
		skip("this kernel restricts forced writes (proc_mem.force_override)");
	CHECK(put == 5, "pwrite gives %zd", put);
	CHECK(pread(fd, buffer, 6, at) == 6 && memcmp(buffer, "pulsek", 6) == 0, "read back: %.6s", buffer);
	ssize_t got = pread(fd, buffer, 100, at + (off_t)page - 40);
	CHECK(got == 40, "a read over the end gives %zd, not 40", got);
	got = pread(fd, buffer, 8, at + (off_t)page);
	CHECK(got == -1 && errno == EIO, "a read of an unmapped page gives %zd, %s", got, strerror(errno));
	end_tracee(pid);
}
