/*
 * Guarantee: with RLIMIT_CORE 0 a crash leaves no core file and no WCOREDUMP in the status.
 * Since: all versions.
 * Source: core(5); fs/coredump.c, do_coredump().
 */
#include "corefile.h"

static int body(void *unused)
{
	(void)unused;
	core_limit(0);
	crash();
}

static void test(void)
{
	int status;
	size_t length = 0;
	core_prepare();
	pid_t pid = spawn(body, NULL);
	wait_for(pid, &status, 0);
	bool left = core_take(pid, &length) != NULL;
	core_done();
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV, "status %#x", (unsigned)status);
	CHECK(!WCOREDUMP(status) && !left, "status %#x, core file: %d", (unsigned)status, left);
}
