/*
 * Guarantee: a SIGSEGV that a tracer injects dumps core like one of the tracee's own.
 * Since: Linux 2.6.
 * Source: ptrace(2), "Signal injection"; kernel/signal.c, get_signal(), do_coredump().
 */
#include "corefile.h"

static int body(void *unused)
{
	core_limit(RLIM_INFINITY);
	return traced_idle_body(unused);
}

static void test(void)
{
	int status;
	size_t length = 0;
	core_prepare();
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, SIGSEGV);
	wait_for(pid, &status, __WALL);
	const Elf64_Ehdr *core = core_take(pid, &length);
	core_done();
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV && WCOREDUMP(status), "status %#x", (unsigned)status);
	CHECK(core != NULL && core->e_type == ET_CORE, "no core file");
}
