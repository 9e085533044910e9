/*
 * Guarantee: /proc/PID/stat puts the name as it is between brackets, so that the last ')' ends it, though the name holds brackets and blanks; comm has
 * 15 characters at most; status escapes newlines.
 * Since: Linux 2.6.33 (comm); PR_SET_NAME 2.6.9.
 * Source: proc(5), /proc/PID/stat; prctl(2), PR_SET_NAME; fs/proc/array.c, proc_task_name().
 */
#include "tracee.h"

static struct gate named;

static int body(void *unused)
{
	NEED(prctl(PR_SET_NAME, ") R 1 (\nx) S 99 too long", 0, 0, 0) == 0);
	gate_open(&named);
	return idle_body(unused);
}

static void test(void)
{
	char path[32], text[512];
	named = new_gate();
	pid_t pid = spawn(body, NULL);
	gate_wait(&named);
	until(proc_state(pid) == 'S');
	snprintf(path, sizeof path, "/proc/%d/comm", pid);
	CHECK(read_file(path, text, sizeof text) == 16 && strcmp(text, ") R 1 (\nx) S 99\n") == 0, "comm is %s", text);
	CHECK(parent_of(pid) == getpid(), "stat gives parent %d", parent_of(pid));
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	CHECK(read_file(path, text, sizeof text) > 0 && strchr(text, '(') != NULL, "no stat");
	CHECK(strncmp(strchr(text, '(') + 1, ") R 1 (", 7) == 0, "stat is %s", text);
	CHECK(strcmp(proc_field(pid, "PPid"), "") != 0 && atoi(proc_field(pid, "PPid")) == getpid(), "status gives parent %s", proc_field(pid, "PPid"));
	snprintf(path, sizeof path, "/proc/%d/status", pid);
	CHECK(read_file(path, text, sizeof text) > 0 && strncmp(text, "Name:\t) R 1 (\\nx)", 17) == 0, "status begins with %.40s", text);
}
