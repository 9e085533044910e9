/*
 * Guarantee: /proc/PID/wchan of a blocked task is not empty, and 0 for a running one. (Which name it has is the kernel's own business.)
 * Since: Linux 2.6, with CONFIG_KALLSYMS.
 * Source: proc(5), /proc/PID/wchan; fs/proc/base.c, proc_pid_wchan().
 */
#include "tracee.h"

static void test(void)
{
	char path[32], text[128];
	if (access("/proc/self/wchan", R_OK) != 0)
		skip("no /proc/PID/wchan here");
	pid_t pid = spawn_idle();
	snprintf(path, sizeof path, "/proc/%d/wchan", pid);
	until(proc_state(pid) == 'S');
	long got = read_file(path, text, sizeof text);
	CHECK(got > 0, "wchan of a sleeper is empty (%ld)", got);
	CHECK(read_file("/proc/self/wchan", text, sizeof text) == 1 && text[0] == '0', "wchan of the running task is %s", text);
}
