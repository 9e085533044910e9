/*
 * Guarantee: process_vm_readv() and writev() stop at the first page that cannot be used (a short count, EFAULT when it is the first), do not overcome
 * page protection, and check flags and pid.
 * Since: Linux 3.2, with CONFIG_CROSS_MEMORY_ATTACH.
 * Source: process_vm_readv(2); mm/process_vm_access.c.
 * 32-bit: yes
 */
#include "tracee.h"

static size_t page;

static long vm(int call, pid_t pid, void *local, void *remote, size_t length, unsigned long flags)
{
	struct iovec here = {local, length}, there = {remote, length};
	long got = syscall(call, (long)pid, &here, 1UL, &there, 1UL, flags);
	return got < 0 ? -errno : got;
}

static void test(void)
{
	page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	NEED(pages != MAP_FAILED);
	static char buffer[65536 * 2];
	memset(pages, 'k', 4 * page);
	NEED(mprotect(pages + page, page, PROT_NONE) == 0 && mprotect(pages + 2 * page, page, PROT_READ) == 0);
	pid_t pid = spawn_idle();
	long got = vm(SYS_process_vm_readv, pid, buffer, pages, 2 * page, 0);
	if (got == -ENOSYS)
		skip("no process_vm_readv() here");
	if (got == -EPERM && geteuid() != 0)
		skip("not permitted here");
	CHECK(got == (long)page && buffer[0] == 'k' && buffer[page - 1] == 'k', "a read into a forbidden page gives %ld, not %zu", got, page);
	MUST_ERR(vm(SYS_process_vm_readv, pid, buffer, pages + page, 8, 0), EFAULT);
	got = vm(SYS_process_vm_readv, pid, buffer, pages + 2 * page, 8, 0);
	CHECK(got == 8, "a read from a read-only page gives %ld", got);
	MUST_ERR(vm(SYS_process_vm_writev, pid, buffer, pages + 2 * page, 8, 0), EFAULT);
	memset(buffer, 'p', 8);
	got = vm(SYS_process_vm_writev, pid, buffer, pages + 8, 8, 0);
	CHECK(got == 8, "a write gives %ld", got);
	memset(buffer, 0, 32);
	got = vm(SYS_process_vm_readv, pid, buffer, pages, 24, 0);
	CHECK(got == 24 && memcmp(buffer, "kkkkkkkkppppppppkkkkkkkk", 24) == 0, "what was written reads as %.24s", buffer);
	MUST_ERR(vm(SYS_process_vm_readv, pid, buffer, pages, 8, 1), EINVAL);
	kill(pid, SIGKILL);
	expect_killed(pid, SIGKILL);
	MUST_ERR(vm(SYS_process_vm_readv, pid, buffer, pages, 8, 0), ESRCH);
}
