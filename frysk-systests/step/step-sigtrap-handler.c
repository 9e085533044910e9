/*
 * Guarantee: single-stepping does not reset or run the tracee's own SIGTRAP handler, which still works when the tracer passes a SIGTRAP on.
 * Since: all current versions; Frysk's bug 3997, ptrace_step_sig.
 * Source: kernel/signal.c, force_sig_info(): a handler is reset only when the signal is blocked or ignored.
 */
#include "regs.h"

#ifdef HAVE_REGS
static volatile int handled;

static void handler(int sig) { handled += sig == SIGTRAP; }

static int body(void *unused)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NODEFER}, now;
	(void)unused;
	sigaction(SIGTRAP, &action, NULL);
	trace_me_and_stop();
	__asm__ volatile("int3\nnop\nnop\nnop\nnop\nint3");
	sigaction(SIGTRAP, NULL, &now);
	return now.sa_handler == handler ? handled : 9;
}

static void test(void)
{
	pid_t pid = spawn_traced(body, NULL);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	for (int i = 0; i < 4; i++) {
		MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
		expect_stop(pid, SIGTRAP);
	}
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	resume(pid, SIGTRAP);
	expect_exit(pid, 1);
}
#else
static void test(void) { skip("written for x86"); }
#endif
