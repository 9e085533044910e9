/*
 * One test: started in a session of its own, watched, its output kept within bounds, and ended with everything it started. The process that does this
 * is the test's parent and nothing else, so that a test that stops or kills its runner hits only this one.
 */
#include "fsystest.h"

#include "../include/reap.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void keep(struct outcome *outcome, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t at = outcome->output_bytes++;
		if (at < OUTPUT_HEAD)
			outcome->head[at] = bytes[i];
		else
			outcome->tail[at % OUTPUT_TAIL] = bytes[i];
	}
}

/* Reads what is there. False at the end of the output. */
static bool drain(int fd, struct outcome *outcome)
{
	static char bytes[65536];
	for (int round = 0; round < 16; round++) {
		ssize_t got = read(fd, bytes, sizeof bytes);
		if (got < 0)
			return errno == EAGAIN || errno == EINTR;
		if (got == 0)
			return false;
		keep(outcome, bytes, (size_t)got);
		if (outcome->output_bytes > OUTPUT_LIMIT) {
			outcome->flooded = true;
			return true;
		}
	}
	return true;
}

/* The outcome lies in memory that is shared until the test's program takes over. */
static void __attribute__((noreturn)) become_test(const char *path, int output, const struct cage *cage, struct outcome *outcome)
{
	char *argv[] = {(char *)(uintptr_t)path, NULL};
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	cage_enter(cage);
	int null = open("/dev/null", O_RDWR);
	if (dup2(null < 0 ? output : null, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0)
		_exit(99);
	fresh_process();
	execv(path, argv);
	outcome->start_error = errno;
	_exit(99);
}

static volatile sig_atomic_t told_to_end;

static void on_signal(int sig)
{
	if (sig == SIGTERM)
		told_to_end = 1;
}

/* SIGCHLD and SIGTERM come only while this process polls. */
static void catch_signals(sigset_t *while_polling)
{
	sigset_t blocked;
	struct sigaction action = {.sa_handler = on_signal};
	sigaction(SIGCHLD, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGCHLD);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	sigemptyset(while_polling);
}

/* Until the test has ended or must be ended. True when it ended by itself. */
static bool watch(pid_t pid, int output, double start, int limit, const sigset_t *while_polling, struct outcome *outcome)
{
	double counted = start;
	bool open = true;
	pid_t scheduler = getppid();
	for (;;) {
		struct pollfd wait = {output, POLLIN, 0};
		struct timespec tick = {0, 100000000};
		ppoll(&wait, open ? 1 : 0, &tick, while_polling);
		open = open && drain(output, outcome);
		int status;
		pid_t got;
		bool ended = false;
		while ((got = waitpid(-1, &status, WNOHANG)) > 0)
			if (got == pid) {
				ended = true;
				outcome->exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
				outcome->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
			}
		if (ended) {
			if (open)
				drain(output, outcome);
			return true;
		}
		if (now() - counted > 0.2) {
			counted = now();
			kill(scheduler, SIGCONT); /* a test may have stopped it */
			outcome->forked_on = cage_count(NULL, 0) > PROCESS_LIMIT;
			outcome->timed_out = counted - start > limit;
		}
		if (outcome->flooded || outcome->timed_out || outcome->forked_on || told_to_end)
			return false;
	}
}

void run_slot(const struct options *options, const struct test *test, struct cage *cage, struct outcome *outcome)
{
	int output[2];
	char path[512];
	sigset_t while_polling;
	double start = now();
	setsid();
	prctl(PR_SET_NAME, "systest-slot", 0, 0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
	catch_signals(&while_polling);
	snprintf(path, sizeof path, "%s/%s", options->directory, test->name);
	if (access(path, X_OK) != 0 || pipe2(output, O_CLOEXEC) != 0) {
		outcome->start_error = errno;
		return;
	}
	fcntl(output[0], F_SETFL, O_NONBLOCK);
	pid_t pid = fork();
	if (pid < 0) {
		outcome->start_error = errno;
		return;
	}
	if (pid == 0)
		become_test(path, output[1], cage, outcome);
	close(output[1]);
	bool ended = watch(pid, output[0], start, test->limit > 0 ? test->limit : options->limit, &while_polling, outcome);
	outcome->seconds = now() - start;
	int status;
	if (ended && (waitpid(-1, &status, WNOHANG) >= 0 || errno != ECHILD))
		outcome->leaked = cage_count(outcome->leaked_names, sizeof outcome->leaked_names);
	outcome->unkillable = !cage_empty(cage, pid, 10000);
}
