/*
 * Guarantee: a read() that waits on a pipe survives attach and detach without EINTR, and gets its data afterwards.
 * Since: Linux 2.6.
 * Source: ptrace(2); signal(7), "Interruption of system calls"; ERESTARTSYS.
 * 32-bit: yes
 */
#include "tracee.h"

static struct gate feed;

static int body(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	char byte;
	return read(feed.end[0], &byte, 1) == 1 ? 3 : 4;
}

static void test(void)
{
	feed = new_gate();
	pid_t pid = spawn(body, NULL);
	until(proc_state(pid) == 'S');
	for (int i = 0; i < 3; i++) {
		attach(pid);
		MUST(pt(PTRACE_DETACH, pid, 0, 0));
		until(proc_state(pid) == 'S');
	}
	gate_open(&feed);
	expect_exit(pid, 3);
}
