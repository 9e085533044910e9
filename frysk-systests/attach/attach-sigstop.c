/*
 * Guarantee: PTRACE_ATTACH stops the tracee once, with a SIGSTOP from the kernel; /proc shows state t and the tracer; PTRACE_DETACH undoes both.
 * Since: all versions with ptrace; state t since 2.6.33.
 * Source: ptrace(2), "Attaching and detaching"; kernel/ptrace.c, ptrace_attach().
 * 32-bit: yes
 */
#include "tracee.h"

static void test(void)
{
	pid_t pid = spawn_idle();
	until(proc_state(pid) == 'S');
	attach(pid);
	CHECK(proc_state(pid) == 't', "state is %c, not t", proc_state(pid));
	CHECK(tracer_of(pid) == getpid(), "TracerPid is %d", tracer_of(pid));
	siginfo_t info = stop_info(pid);
	CHECK(info.si_signo == SIGSTOP && info.si_code == SI_KERNEL && info.si_pid == 0, "siginfo is signal %d, code %d, pid %d",
	      info.si_signo, info.si_code, info.si_pid);
	MUST(pt(PTRACE_DETACH, pid, 0, 0));
	until(proc_state(pid) == 'S');
	CHECK(tracer_of(pid) == 0, "TracerPid is %d after DETACH", tracer_of(pid));
	int status;
	CHECK(wait_for(pid, &status, WNOHANG | WUNTRACED) == 0, "a second stop was reported: %#x", (unsigned)status);
}
