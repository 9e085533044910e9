/*
 * Guarantee: a read() that waits for an inotify event survives attach and detach without EINTR.
 * Since: not known; checked from 6.1 on.
 * Source: fs/notify/inotify/inotify_user.c, inotify_read(), ERESTARTSYS; eintr-on-attach of the ptrace-tests suite.
 */
#include "tracee.h"

#include <sys/inotify.h>

static struct gate feed;

static int body(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	char buffer[512];
	int fd = inotify_init1(IN_CLOEXEC);
	if (fd < 0 || inotify_add_watch(fd, "/proc/self/fd", IN_ATTRIB) < 0)
		return 77;
	return read(fd, buffer, sizeof buffer) > 0 ? 3 : 4;
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
	int status;
	if (wait_for(pid, &status, WNOHANG) == pid) {
		if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
			skip("no inotify");
		fail("the read() came back: %#x", (unsigned)status);
	}
	CHECK(proc_state(pid) == 'S', "state %c", proc_state(pid));
}
