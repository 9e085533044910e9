/*
 * Guarantee: PTRACE_DETACH with a number that is no signal gives EIO and does not detach; with SIGTERM it then detaches and kills.
 * Since: all current versions; the fault was Frysk's bug 3205.
 * Source: kernel/ptrace.c, ptrace_detach(), valid_signal().
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	attach(pid);
	MUST_ERR(pt(PTRACE_DETACH, pid, 0, 999), EIO);
	CHECK(tracer_of(pid) == getpid() && proc_state(pid) == 't', "the refused DETACH detached");
	MUST(pt(PTRACE_DETACH, pid, 0, SIGTERM));
	expect_killed(pid, SIGTERM);
}
