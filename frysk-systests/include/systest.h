/*
 * The frame of every test: outcomes, time limits, children.
 *
 * A test file defines test(). main() below runs it in a child of a guardian, which is a subreaper: whatever the test forks,
 * daemons too, ends below the guardian and is killed with the test. A wait that the kernel guarantees to end carries a limit
 * (WAIT_LIMIT) and makes the test fail when it does not; the whole test carries TEST_LIMIT.
 *
 * Exit codes: 0 the guarantee holds, 1 it does not, 77 it cannot be checked here, 99 the test itself could not do its work.
 * A known limitation of the kernel ends with known(): 1, and a line "# XFAIL-REASON: WORD" which the catalogue must name.
 *
 * A program image that a test execs is the test itself with "role:NAME" as first argument: it defines role().
 */
#ifndef SYSTEST_H
#define SYSTEST_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "reap.h"

#define TEST_LIMIT 25 /* seconds for the whole test */
#define WAIT_LIMIT 10 /* seconds for one event the kernel guarantees */

enum { OUT_PASS = 0, OUT_FAIL = 1, OUT_SKIP = 77, OUT_BROKEN = 99, OUT_NONE = -1 };

struct board { /* shared between the guardian and all processes of the test */
	volatile int outcome;
	volatile int serial;
	volatile int64_t until; /* end of the wait under way, 0 = none */
	char what[120];
};
static struct board *board;

static void test(void);
int role(const char *name, char **args) __attribute__((weak));

static inline int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static inline pid_t my_tid(void) { return (pid_t)syscall(SYS_gettid); }

/* Ends the test, from whichever of its processes and threads. The first outcome counts. */
static inline void __attribute__((noreturn, format(printf, 3, 4))) finish(int outcome, const char *word, const char *format, ...)
{
	char line[400];
	int used = snprintf(line, sizeof line, "%s: ", word);
	va_list args;
	va_start(args, format);
	int more = vsnprintf(line + used, sizeof line - (size_t)used - 1, format, args);
	va_end(args);
	used = more < 0 ? used : used + more;
	if (used > (int)sizeof line - 2)
		used = sizeof line - 2;
	line[used++] = '\n';
	if ((board == NULL || board->outcome == OUT_NONE) && write(2, line, (size_t)used) < 0)
		outcome = OUT_BROKEN;
	if (board != NULL)
		__sync_bool_compare_and_swap(&board->outcome, OUT_NONE, outcome);
	_exit(outcome);
}

#define STRING2(x) #x
#define STRING(x) STRING2(x)
#define fail(...) finish(OUT_FAIL, "failed at line " STRING(__LINE__), __VA_ARGS__)
#define skip(...) finish(OUT_SKIP, "skipped", __VA_ARGS__)
#define broken(...) finish(OUT_BROKEN, "broken at line " STRING(__LINE__), __VA_ARGS__)
#define known(reason, ...) finish(OUT_FAIL, "# XFAIL-REASON: " reason "\nknown limitation", __VA_ARGS__)

/* The kernel must ... */
#define CHECK(condition, ...)          \
	do {                           \
		if (!(condition))      \
			fail(__VA_ARGS__); \
	} while (0)
/* Something that every kernel and libc can do, else the test is no test. */
#define NEED(condition)                                                        \
	do {                                                                   \
		if (!(condition))                                              \
			broken("%s: %s", #condition, strerror(errno));         \
	} while (0)
/* A call returning 0 or -errno, see pt() in tracee.h. */
#define MUST(call)                                                             \
	do {                                                                   \
		long result_ = (call);                                         \
		CHECK(result_ >= 0, "%s gives %s", #call, strerror((int)-result_)); \
	} while (0)
#define MUST_ERR(call, error)                                                  \
	do {                                                                   \
		long result_ = (call);                                         \
		CHECK(result_ == -(error), "%s gives %ld (%s), not %s", #call, result_, \
		      strerror(result_ < 0 ? (int)-result_ : 0), #error);      \
	} while (0)

/* Marks the wait under way, for the guardian's message and limit. Returns a serial for wait_over(). */
static inline int wait_begins(int line, const char *what)
{
	if (board == NULL)
		return 0;
	snprintf(board->what, sizeof board->what, "line %d: %s", line, what);
	board->until = now_ms() + WAIT_LIMIT * 1000;
	return __sync_add_and_fetch(&board->serial, 1);
}

static inline void wait_over(int serial)
{
	if (board != NULL && board->serial == serial)
		board->until = 0;
}

/* One waitpid() that is not interrupted. Returns the pid, or -errno. */
static inline pid_t wait_at(int line, pid_t pid, int *status, int flags)
{
	int serial = wait_begins(line, "the wait for a child or tracee");
	pid_t got;
	do
		got = waitpid(pid, status, flags);
	while (got < 0 && errno == EINTR);
	wait_over(serial);
	return got < 0 ? -errno : got;
}
#define wait_for(pid, status, flags) wait_at(__LINE__, pid, status, flags)

static inline void expect_exit_at(int line, pid_t pid, int code)
{
	int status = 0;
	pid_t got = wait_at(line, pid, &status, __WALL);
	if (got != pid || !WIFEXITED(status) || WEXITSTATUS(status) != code)
		fail("at line %d: %d should exit with %d: wait gives %d, status %#x", line, pid, code, got, (unsigned)status);
}
#define expect_exit(pid, code) expect_exit_at(__LINE__, pid, code)

static inline void expect_killed_at(int line, pid_t pid, int sig)
{
	int status = 0;
	pid_t got = wait_at(line, pid, &status, __WALL);
	if (got != pid || !WIFSIGNALED(status) || WTERMSIG(status) != sig)
		fail("at line %d: %d should be killed by %d: wait gives %d, status %#x", line, pid, sig, got, (unsigned)status);
}
#define expect_killed(pid, sig) expect_killed_at(__LINE__, pid, sig)

/* Repeats a question about the kernel's state until it is true; fails after WAIT_LIMIT. */
#define until(condition)                                                       \
	do {                                                                   \
		int64_t end_ = now_ms() + WAIT_LIMIT * 1000;                   \
		while (!(condition)) {                                         \
			CHECK(now_ms() < end_, "never true: %s", #condition);  \
			struct timespec pause_ = {0, 300000};                  \
			nanosleep(&pause_, NULL);                              \
		}                                                              \
	} while (0)

/* Forks. The child runs body(arg) and exits with what it returns. */
static inline pid_t spawn(int (*body)(void *), void *arg)
{
	pid_t pid = fork();
	NEED(pid >= 0);
	if (pid == 0)
		_exit(body(arg));
	return pid;
}

/* A child that is killed with its parent and does nothing. */
static inline int idle_body(void *unused)
{
	(void)unused;
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	while (pause() < 0)
		;
	return 0;
}
static inline pid_t spawn_idle(void) { return spawn(idle_body, NULL); }

/* A gate holds whoever waits until another process opens it, any number of times. */
struct gate { int end[2]; };

static inline struct gate new_gate(void)
{
	struct gate gate;
	NEED(pipe2(gate.end, O_CLOEXEC) == 0);
	return gate;
}
static inline void gate_open(struct gate *gate) { NEED(write(gate->end[1], "x", 1) == 1); }

static inline void gate_wait_at(int line, struct gate *gate)
{
	char byte;
	ssize_t got;
	int serial = wait_begins(line, "the wait at a gate");
	do
		got = read(gate->end[0], &byte, 1);
	while (got < 0 && errno == EINTR);
	wait_over(serial);
	NEED(got == 1);
}
#define gate_wait(gate) gate_wait_at(__LINE__, gate)

/* Execs this very program as role(NAME, args); args may be empty. */
static inline void __attribute__((noreturn)) exec_role(const char *name, const char *arg)
{
	char first[64];
	snprintf(first, sizeof first, "role:%s", name);
	char *argv[] = {(char *)"systest", first, (char *)(uintptr_t)arg, NULL};
	char *envp[] = {NULL};
	execve("/proc/self/exe", argv, envp);
	broken("exec of /proc/self/exe: %s", strerror(errno));
}

static inline int guard(pid_t body, sigset_t *chld)
{
	int64_t end = now_ms() + TEST_LIMIT * 1000;
	for (;;) {
		int status;
		pid_t got;
		while ((got = waitpid(-1, &status, WNOHANG)) > 0)
			if (got == body && board->outcome == OUT_NONE) {
				if (WIFEXITED(status))
					return WEXITSTATUS(status);
				fprintf(stderr, "the test was killed by signal %d\n", WTERMSIG(status));
				return OUT_BROKEN;
			}
		if (board->outcome != OUT_NONE)
			return board->outcome;
		int64_t until = board->until;
		if (until != 0 && now_ms() > until) {
			fprintf(stderr, "failed: nothing came within %d s at %s\n", WAIT_LIMIT, board->what);
			return OUT_FAIL;
		}
		if (now_ms() > end) {
			fprintf(stderr, "broken: not done within %d s; last wait: %s\n", TEST_LIMIT, board->what);
			return OUT_BROKEN;
		}
		struct timespec tick = {0, 50000000};
		sigtimedwait(chld, NULL, &tick);
	}
}

int main(int argc, char **argv)
{
	if (argc > 1 && strncmp(argv[1], "role:", 5) == 0)
		return role != NULL ? role(argv[1] + 5, argv + 2) : OUT_BROKEN;
	fresh_process();
	board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (board == MAP_FAILED || prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
		return OUT_BROKEN;
	board->outcome = OUT_NONE;
	sigset_t chld, old;
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_BLOCK, &chld, &old);
	pid_t body = fork();
	if (body < 0)
		return OUT_BROKEN;
	if (body == 0) {
		sigprocmask(SIG_SETMASK, &old, NULL);
		prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
		test();
		__sync_bool_compare_and_swap(&board->outcome, OUT_NONE, OUT_PASS); /* what its children say while they are killed does not count */
		_exit(OUT_PASS);
	}
	int code = guard(body, &chld);
	kill_below(now_ms() + 5000);
	return code;
}

#endif
