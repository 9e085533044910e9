/*
 * Guarantee: PTRACE_O_TRACEEXIT stops the tracee before it is gone: the message is its wait status, and registers, memory, /proc maps, environ and cwd
 * are still there.
 * Since: Linux 2.5.60; /proc at this stop was Frysk's bug 3754.
 * Source: ptrace(2), PTRACE_O_TRACEEXIT; kernel/exit.c, do_exit(): the event comes before exit_mm() and exit_fs().
 */
#include "tracee.h"

static int body(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	return 9;
}

static void readable(pid_t pid, const char *name)
{
	char path[48], text[256];
	snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	long length = read_file(path, text, sizeof text);
	CHECK(length > 0, "%s: %ld", path, length);
}

static void test(void)
{
	char path[48], here[256], there[256];
	unsigned long word;
	struct iovec io = {(char[1024]){0}, 1024};
	NEED(setenv("KPULSE", "1", 1) == 0);
	pid_t pid = spawn_traced(body, NULL);
	MUST(pt(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACEEXIT));
	resume(pid, 0);
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_EXIT));
	CHECK(event_message(pid) == 0x900, "message is %#lx", event_message(pid));
	MUST(pt(PTRACE_GETREGSET, pid, NT_PRSTATUS, &io));
	MUST(pt(PTRACE_PEEKDATA, pid, &word, &word));
	readable(pid, "maps");
	readable(pid, "environ");
	snprintf(path, sizeof path, "/proc/%d/cwd", pid);
	ssize_t there_length = readlink(path, there, sizeof there), here_length = readlink("/proc/self/cwd", here, sizeof here);
	CHECK(there_length > 0 && there_length == here_length && memcmp(here, there, (size_t)here_length) == 0, "cwd: length %zd", there_length);
	resume(pid, 0);
	expect_exit(pid, 9);
}
