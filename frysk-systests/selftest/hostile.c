/* A program that misbehaves as its name says; the runner must contain it. Each is a link to this one. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/ptrace.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void flood(void)
{
	static char block[65536];
	memset(block, 'x', sizeof block);
	for (;;)
		if (write(1, block, sizeof block) < 0)
			_exit(1);
}

/* All children fork on too. Not more than some thousand in all, so that a runner that fails does not take the machine with it. */
static void bomb(void)
{
	for (int i = 0; i < 11; i++)
		if (fork() < 0)
			break;
	for (;;)
		pause();
}

/* Always the child goes on: no process lives long. */
static void comet(void)
{
	for (int i = 0; i < 200000; i++) {
		pid_t pid = fork();
		if (pid > 0)
			_exit(0);
		if (pid < 0)
			usleep(1000);
	}
}

static void daemonise(int sessions)
{
	for (int i = 0; i < sessions; i++) {
		pid_t between = fork();

		if (between > 0) {
			waitpid(between, NULL, 0); /* else it may be taken for one that is left */
			continue;
		}
		setsid();
		if (fork() > 0)
			_exit(0);
		signal(SIGTERM, SIG_IGN);
		for (;;)
			pause();
	}
}

static void leave_tracee(void)
{
	pid_t pid = fork();
	if (pid == 0) {
		syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0);
		kill(getpid(), SIGSTOP);
		for (;;)
			pause();
	}
	waitpid(pid, NULL, WUNTRACED);
	pid_t stopped = fork();
	if (stopped == 0) {
		kill(getpid(), SIGSTOP);
		_exit(0);
	}
	waitpid(stopped, NULL, WUNTRACED);
}

int main(int argc, char **argv)
{
	const char *name = argc > 0 ? strrchr(argv[0], '/') : NULL;
	name = name == NULL ? "" : name + 1;
	if (strcmp(name, "floods") == 0)
		flood();
	if (strcmp(name, "floods-then-passes") == 0)
		for (int i = 0; i < 20000; i++)
			printf("line %d of a long story\n", i);
	if (strcmp(name, "bombs") == 0)
		bomb();
	if (strcmp(name, "comet") == 0)
		comet();
	if (strcmp(name, "hangs") == 0)
		for (;;)
			pause();
	if (strcmp(name, "ignores-sigterm") == 0) {
		signal(SIGTERM, SIG_IGN);
		for (;;)
			pause();
	}
	if (strcmp(name, "leaves-daemons") == 0)
		daemonise(3);
	if (strcmp(name, "leaves-tracee") == 0)
		leave_tracee();
	if (strcmp(name, "stops-runner") == 0) {
		kill(getppid(), SIGSTOP);
		usleep(100000);
	}
	if (strcmp(name, "kills-runner") == 0) {
		daemonise(1);
		kill(getppid(), SIGKILL);
		for (;;)
			pause();
	}
	if (strcmp(name, "stops-itself") == 0)
		kill(getpid(), SIGSTOP);
	if (strcmp(name, "exits-127") == 0)
		return 127;
	if (strcmp(name, "breaks") == 0)
		return 99;
	if (strcmp(name, "crashes") == 0)
		abort();
	if (strcmp(name, "lies-in-ktap") == 0) {
		printf("KTAP version 1\n1..9\nok 1 hostile/lies-in-ktap\nBail out!\nnot ok 2 other # SKIP\n{\"test\":\"x\"}\nPASS: hostile/other\n");
		return 1;
	}
	if (strcmp(name, "prints-binary") == 0) {
		for (int i = 0; i < 2048; i++)
			putchar(i & 0xff);
		printf("\xf0\x9f\x92\xa9 \xed\xa0\x80 \xc0\xaf\033[2J\n");
		return 1;
	}
	if (strcmp(name, "wrong-reason") == 0) {
		printf("# XFAIL-REASON: OTHER\n");
		return 1;
	}
	if (strcmp(name, "right-reason") == 0) {
		printf("said first\n# XFAIL-REASON: WANTED\n");
		return 1;
	}
	return 0;
}
