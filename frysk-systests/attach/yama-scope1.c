/*
 * Guarantee: with Yama's ptrace_scope 1 only descendants may be attached to, or who allows it with PR_SET_PTRACER; root may always.
 * Since: Linux 3.4, with CONFIG_SECURITY_YAMA.
 * Source: Documentation/admin-guide/LSM/Yama.rst; security/yama/yama_lsm.c.
 */
#include "tracee.h"

#define SCOPE "/proc/sys/kernel/yama/ptrace_scope"

static struct gate ready;
static pid_t closed, open_to_any;

static int target_body(void *open_it)
{
	NEED(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
	NEED(prctl(PR_SET_DUMPABLE, 1) == 0);
	if (open_it != NULL)
		NEED(prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0) == 0);
	gate_open(&ready);
	return idle_body(NULL);
}

static int nobody_body(void *unused)
{
	NEED(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
	NEED(prctl(PR_SET_DUMPABLE, 1) == 0);
	MUST_ERR(pt(PTRACE_ATTACH, closed, 0, 0), EPERM);
	attach(open_to_any);
	pid_t child = spawn(idle_body, unused);
	attach(child);
	return 0;
}

static int run_at_scope1(void *unused)
{
	ready = new_gate();
	closed = spawn(target_body, NULL);
	gate_wait(&ready);
	open_to_any = spawn(target_body, &ready);
	gate_wait(&ready);
	expect_exit(spawn(nobody_body, unused), 0);
	attach(closed);
	MUST(pt(PTRACE_DETACH, closed, 0, 0));
	return 0;
}

static void test(void)
{
	char before[16];
	int status;
	if (read_file(SCOPE, before, sizeof before) <= 0)
		skip("this kernel has no Yama");
	if (geteuid() != 0)
		skip("needs root to set ptrace_scope");
	if (before[0] != '1' && !write_file(SCOPE, "1"))
		skip("ptrace_scope is %c and cannot be changed", before[0]);
	pid_t pid = fork();
	NEED(pid >= 0);
	if (pid == 0) {
		board = NULL; /* its outcome is told below, after the setting is back */
		_exit(run_at_scope1(NULL));
	}
	wait_for(pid, &status, 0);
	if (before[0] != '1')
		NEED(write_file(SCOPE, before));
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "see above");
}
