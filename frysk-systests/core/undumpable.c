/*
 * Guarantee: a process that is not dumpable leaves no core file.
 * Since: Linux 2.4.
 * Source: prctl(2), PR_SET_DUMPABLE; fs/coredump.c, do_coredump().
 */
#include "corefile.h"

static int body(void *unused)
{
	(void)unused;
	core_limit(RLIM_INFINITY);
	NEED(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
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
	CHECK(WIFSIGNALED(status) && !WCOREDUMP(status) && !left, "status %#x, core file: %d", (unsigned)status, left);
}
