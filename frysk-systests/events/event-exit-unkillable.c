/*
 * Guarantee wanted: SIGKILL ends a tracee that is stopped in its exit event.
 * Known limitation: it is exiting already and the signal does not wake it; only CONT (or the tracer's end) lets it go on.
 * Since: seen in all versions with the event up to 6.18.
 * Source: ptrace(2), BUGS, "a SIGKILL signal may still cause a PTRACE_EVENT_EXIT stop"; kernel/signal.c, complete_signal(), SIGNAL_GROUP_EXIT.
 */
#include "tracee.h"

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return 9;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXIT));
	resume(pid, 0);
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_EXIT));
	NEED(kill(pid, SIGKILL) == 0);
	/* A request that works shows that it is still stopped: a killed tracee answers ESRCH from the moment of kill() on. */
	int status;
	int64_t end = now_ms() + 200;
	while (now_ms() < end && waitpid(pid, &status, WNOHANG | __WALL) == 0) {
		struct timespec tick = {0, 2000000};
		nanosleep(&tick, NULL);
	}
	if (proc_state(pid) == 't' && pt(PTRACE_CONT, pid, 0, 0) == 0) {
		wait_for(pid, &status, __WALL);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 9, "ends with %#x after CONT", (unsigned)status);
		known("STAYS-STOPPED", "SIGKILL did not wake it, CONT did");
	}
}
