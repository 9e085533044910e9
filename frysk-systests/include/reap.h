/* What a guardian and the runner share: a process without inherited oddities, and the end of everything below a subreaper. */
#ifndef REAP_H
#define REAP_H

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Default signals, nothing blocked, no descriptor above 2, no core file unless asked for. */
static inline void fresh_process(void)
{
	sigset_t none;
	sigemptyset(&none);
	/* By the system call, since a C library keeps the signals 32 to 34 to itself, and a parent may have left them ignored. */
	unsigned long by_default[8] = {0};
	for (int sig = 1; sig < 65; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			syscall(SYS_rt_sigaction, sig, by_default, NULL, 8UL);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (syscall(436 /* close_range, Linux 5.9 */, 3U, ~0U, 0) != 0)
		for (int fd = 3; fd < 1024; fd++)
			close(fd);
	struct rlimit core;
	if (getrlimit(RLIMIT_CORE, &core) == 0) {
		core.rlim_cur = 0;
		setrlimit(RLIMIT_CORE, &core);
	}
}

/* The parent of a process, 0 when it is gone. The name in stat may hold anything, so the last ')' counts. */
static inline pid_t parent_of(pid_t pid)
{
	char path[32], text[512];
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return 0;
	size_t length = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	text[length] = 0;
	char *end = strrchr(text, ')');
	int parent;
	return end != NULL && sscanf(end + 1, " %*c %d", &parent) == 1 ? (pid_t)parent : 0;
}

/* Calls visit for each process; returns how many answered 1. */
static inline int each_process(int (*visit)(pid_t, void *), void *arg)
{
	DIR *proc = opendir("/proc");
	if (proc == NULL)
		return 0;
	int hits = 0;
	struct dirent *entry;
	while ((entry = readdir(proc)) != NULL) {
		pid_t pid = (pid_t)atoi(entry->d_name);
		if (pid > 1)
			hits += visit(pid, arg);
	}
	closedir(proc);
	return hits;
}

static inline int kill_if_child(pid_t pid, void *arg)
{
	return parent_of(pid) == *(pid_t *)arg && kill(pid, SIGKILL) == 0;
}

/* Kills and reaps the children of this process, a subreaper, until none is left or the time (ms, monotonic) is over. */
static inline void kill_below(int64_t until)
{
	pid_t me = getpid();
	for (;;) {
		pid_t got;
		while ((got = waitpid(-1, NULL, WNOHANG | __WALL)) > 0)
			;
		if (got < 0)
			return;
		each_process(kill_if_child, &me);
		struct timespec tick = {0, 1000000};
		nanosleep(&tick, NULL);
		clock_gettime(CLOCK_MONOTONIC, &tick);
		if ((int64_t)tick.tv_sec * 1000 + tick.tv_nsec / 1000000 > until)
			return;
	}
}

#endif
