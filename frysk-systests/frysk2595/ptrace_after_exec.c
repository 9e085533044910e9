/*
 * Guarantee: a tracer that execs keeps its tracees: the new image may ptrace them.
 * Since: Linux 2.6; broken in some kernels of 2006, Frysk's bug 2595.
 * Source: ptrace(2); fs/exec.c keeps task_struct.ptraced. Rewritten after frysk-imports/tests/frysk2595.
 * 32-bit: yes
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	if (strcmp(name, "true") == 0)
		return 0;
	pid_t pid = (pid_t)atoi(args[0]);
	unsigned long word;
	MUST(pt(PTRACE_PEEKUSR, pid, 0, &word));
	end_tracee(pid);
	return 0;
}

static int body(void *unused)
{
	(void)unused;
	NEED(pt(PTRACE_TRACEME, 0, 0, 0) == 0);
	exec_role("true", NULL);
}

static void test(void)
{
	pid_t pid = spawn(body, NULL);
	char arg[16];
	expect_stop(pid, SIGTRAP);
	snprintf(arg, sizeof arg, "%d", pid);
	exec_role("look", arg);
}
