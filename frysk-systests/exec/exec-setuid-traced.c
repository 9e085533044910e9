/*
 * Guarantee: a set-user-ID program run under an unprivileged tracer does not get its owner's id; without a tracer it does.
 * Since: all versions with ptrace.
 * Source: execve(2), "the calling process is not being ptraced"; security/commoncap.c, cap_bprm_creds_from_file().
 */
#include "tracee.h"

#include <sys/stat.h>

static char copy[48];

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return geteuid() == 0 ? 50 : 51;
}

static int exec_copy(void *traced)
{
	char *argv[] = {copy, (char *)"role:who", NULL}, *envp[] = {NULL};
	if (traced != NULL)
		trace_me_and_stop();
	execve(copy, argv, envp);
	return 1;
}

static int nobody_body(void *unused)
{
	(void)unused;
	NEED(setresgid(65534, 65534, 65534) == 0 && setresuid(65534, 65534, 65534) == 0);
	int status;
	pid_t pid = spawn(exec_copy, NULL);
	CHECK(wait_for(pid, &status, 0) == pid && WIFEXITED(status), "status %#x", (unsigned)status);
	if (WEXITSTATUS(status) == 51)
		return 77; /* mounted nosuid, or no new privileges */
	CHECK(WEXITSTATUS(status) == 50, "untraced: exit %d", WEXITSTATUS(status));
	pid = spawn_traced(exec_copy, &status);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	resume(pid, 0);
	expect_exit(pid, 51);
	return 0;
}

static void test(void)
{
	static char bytes[65536];
	int status;
	if (geteuid() != 0)
		skip("needs root to make a set-user-ID program");
	snprintf(copy, sizeof copy, "/tmp/fsystest-setuid-%d", getpid());
	int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC), to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);
	NEED(from >= 0 && to >= 0);
	ssize_t got;
	while ((got = read(from, bytes, sizeof bytes)) > 0)
		NEED(write(to, bytes, (size_t)got) == got);
	NEED(fchmod(to, 04755) == 0);
	close(to);
	pid_t pid = fork();
	NEED(pid >= 0);
	if (pid == 0) {
		board = NULL; /* the copy has to go before the outcome is told */
		_exit(nobody_body(NULL));
	}
	wait_for(pid, &status, 0);
	unlink(copy);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
		skip("set-user-ID has no effect in /tmp");
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "see above");
}
