/*
 * Guarantee: exec of a TRACEME child without options stops it with a plain SIGTRAP (si_code 0); with PTRACE_O_TRACEEXEC there is one event stop whose
 * message is the old tid, and no SIGTRAP; a seized tracee without that option does not stop.
 * Since: Linux 2.5.46 (event), 3.0 (message), 3.4 (seize).
 * Source: ptrace(2), PTRACE_O_TRACEEXEC, "execve(2) under ptrace"; include/linux/ptrace.h, ptrace_event().
 * 32-bit: yes
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 12;
}

static int exec_body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	exec_role("leave", NULL);
}

static struct gate go;

static int gated_exec_body(void *unused)
{
	(void)unused;
	gate_wait(&go);
	exec_role("leave", NULL);
}

static void test(void)
{
	pid_t pid = spawn_traced(exec_body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	CHECK(stop_info(pid).si_code == 0, "si_code is %d", stop_info(pid).si_code);
	resume(pid, 0);
	expect_exit(pid, 12);

	pid = spawn_traced(exec_body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXEC));
	resume(pid, 0);
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_EXEC));
	CHECK(event_message(pid) == (unsigned long)pid, "message is %lu", event_message(pid));
	resume(pid, 0);
	expect_exit(pid, 12);

	go = new_gate();
	pid = spawn(gated_exec_body, NULL);
	seize(pid, 0);
	gate_open(&go);
	expect_exit(pid, 12);
}
