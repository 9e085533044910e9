/*
 * Guarantee wanted: an epoll_wait() survives attach and detach.
 * Known limitation: it is not restarted and gives EINTR, as do some others.
 * Since: all versions with epoll.
 * Source: ptrace(2), BUGS, "system calls return with EINTR"; signal(7), "not restarted after being interrupted by a signal handler"; fs/eventpoll.c.
 */
#include "tracee.h"

#include <sys/epoll.h>

static int body(void *feed)
{
	struct epoll_event event = {.events = EPOLLIN};
	int epoll = epoll_create1(EPOLL_CLOEXEC), in = ((struct gate *)feed)->end[0];
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, in, &event) != 0)
		return 77;
	int got = epoll_wait(epoll, &event, 1, -1);
	return got == 1 ? 3 : errno == EINTR ? 4 : 5;
}

static void test(void)
{
	struct gate feed = new_gate();
	pid_t pid = spawn(body, &feed);
	int status;
	until(proc_state(pid) == 'S');
	attach(pid);
	MUST(pt(PTRACE_DETACH, pid, 0, 0));
	until(proc_state(pid) != 't' && proc_state(pid) != 'R');
	gate_open(&feed);
	CHECK(wait_for(pid, &status, 0) == pid && WIFEXITED(status), "status %#x", (unsigned)status);
	if (WEXITSTATUS(status) == 77)
		skip("no epoll");
	if (WEXITSTATUS(status) == 4)
		known("EINTR", "epoll_wait() gives EINTR after attach and detach");
	CHECK(WEXITSTATUS(status) == 3, "exit %d", WEXITSTATUS(status));
}
