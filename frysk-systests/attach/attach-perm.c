/*
 * Guarantee: without privileges another user's process and an undumpable one of the same user refuse PTRACE_ATTACH with EPERM; a plain one of the same user does not.
 * Since: all versions with ptrace; dumpable since 2.4.
 * Source: ptrace(2), "Ptrace access mode checking"; kernel/ptrace.c, __ptrace_may_access().
 */
#include "tracee.h"

static struct gate ready;

static int undumpable_body(void *arg)
{
	NEED(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
	NEED(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0); /* the change of user has cleared it */
	if (arg != NULL)
		NEED(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0);
	gate_open(&ready);
	return idle_body(NULL);
}

static pid_t roots, plain, hidden;

static int nobody_body(void *unused)
{
	(void)unused;
	NEED(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
	MUST_ERR(pt(PTRACE_ATTACH, roots, 0, 0), EPERM);
	MUST_ERR(pt(PTRACE_ATTACH, hidden, 0, 0), EPERM);
	attach(plain);
	MUST(pt(PTRACE_DETACH, plain, 0, 0));
	return 0;
}

static void test(void)
{
	char scope[16];
	if (geteuid() != 0)
		skip("needs root to become another user");
	if (read_file("/proc/sys/kernel/yama/ptrace_scope", scope, sizeof scope) > 0 && scope[0] != '0')
		skip("Yama's ptrace_scope is %c", scope[0]);
	ready = new_gate();
	roots = spawn_idle();
	plain = spawn(undumpable_body, NULL);
	gate_wait(&ready);
	hidden = spawn(undumpable_body, &ready);
	gate_wait(&ready);
	expect_exit(spawn(nobody_body, NULL), 0);
}
