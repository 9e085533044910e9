/*
 * Guarantee wanted: a tracer that stops a tracee in nanosleep(), lets it run another nanosleep() (as a debugger's called function) and puts its
 * registers back, finds the first sleep go on.
 * Known limitation: there is one restart block a thread; the nested call overwrites it, and the first sleep ends at once or oddly.
 * Since: all versions with restart blocks.
 * Source: include/linux/restart_block.h; restart_block of the ptrace-tests suite.
 */
#include "regs.h"

#ifdef __x86_64__
static int body(void *unused)
{
	struct timespec sleep = {0, 300000000};
	(void)unused;
	int64_t start = now_ms();
	int result = nanosleep(&sleep, NULL);
	return result == 0 && now_ms() - start >= 299 ? 3 : 4;
}

static void nested(void)
{
	static struct timespec second = {30, 0};
	syscall(SYS_nanosleep, &second, NULL);
	__asm__ volatile("int3");
}

static void test(void)
{
	pid_t pid = spawn(body, NULL);
	int status;
	until(proc_state(pid) == 'S');
	attach(pid);
	struct user_regs_struct saved = regs_of(pid), inner = saved;
	inner.rip = (unsigned long)nested;
	inner.rsp = (inner.rsp - 1024) & ~15UL;
	inner.rsp -= 8;
	inner.orig_rax = (unsigned long)-1;
	set_regs(pid, &inner);
	resume(pid, 0);
	until(proc_state(pid) == 'S');
	NEED(kill(pid, SIGSTOP) == 0); /* out of the nested sleep, whose restart block is now the thread's */
	expect_stop(pid, SIGSTOP);
	set_regs(pid, &saved);
	MUST(pt(PTRACE_DETACH, pid, 0, 0));
	int64_t end = now_ms() + 1000;
	pid_t got;
	while ((got = wait_for(pid, &status, WNOHANG)) == 0 && now_ms() < end) {
		struct timespec tick = {0, 5000000};
		nanosleep(&tick, NULL);
	}
	if (got == 0)
		known("OVERWRITTEN", "the first sleep goes on with the nested one's time");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 4)
		known("OVERWRITTEN", "the first sleep ended early");
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 3, "status %#x", (unsigned)status);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
