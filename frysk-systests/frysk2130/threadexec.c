/*
 * The helper of strace-clone-exec.sh: a thread of it execs what "role:run" is followed by. Run alone it checks that the exec of a thread gives
 * the new image's exit status to the parent.
 * Since: Linux 2.6.
 * Source: execve(2); frysk-imports/tests/frysk2130, rewritten.
 */
#include "tracee.h"

static char **command;

static void *exec_thread(void *unused)
{
	char *envp[] = {NULL};
	execve(command[0], command, envp);
	fprintf(stderr, "exec of %s: %s\n", command[0], strerror(errno));
	_exit(127);
	return unused;
}

static int exec_in_thread(char **args)
{
	pthread_t thread;
	command = args;
	if (pthread_create(&thread, NULL, exec_thread, NULL) != 0)
		return 1;
	pthread_join(thread, NULL);
	return 1;
}

int role(const char *name, char **args)
{
	if (strcmp(name, "run") == 0)
		return exec_in_thread(args);
	if (strcmp(name, "hi") == 0)
		return puts("hi") < 0;
	return 46;
}

static int body(void *unused)
{
	char self[] = "/proc/self/exe", leave[] = "role:leave";
	char *args[] = {self, leave, NULL};
	(void)unused;
	return exec_in_thread(args);
}

static void test(void) { expect_exit(spawn(body, NULL), 46); }
