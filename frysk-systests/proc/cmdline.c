/*
 * Guarantee: /proc/PID/cmdline is the arguments, each with its 0, empty ones too; a zombie's is empty.
 * Since: all versions; Frysk's cmdline/print.
 * Source: proc(5), /proc/PID/cmdline; fs/proc/base.c, get_mm_cmdline().
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	char text[64];
	static const char expected[] = "odd \n name\0role:look\0\0last";
	(void)name;
	(void)args;
	long length = read_file("/proc/self/cmdline", text, sizeof text);
	return length == (long)sizeof expected && memcmp(text, expected, sizeof expected) == 0 ? 19 : 20;
}

static int body(void *unused)
{
	char *argv[] = {(char *)"odd \n name", (char *)"role:look", (char *)"", (char *)"last", NULL}, *envp[] = {NULL};
	(void)unused;
	execve("/proc/self/exe", argv, envp);
	return 1;
}

static void test(void)
{
	char path[32], text[64];
	pid_t pid = spawn(body, NULL);
	siginfo_t info;
	NEED(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) == 0);
	snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
	CHECK(read_file(path, text, sizeof text) == 0, "a zombie has the command line '%s'", text);
	expect_exit(pid, 19);
}
