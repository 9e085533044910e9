/*
 * Cost of single system calls: one loop an operation, each with a fixed number of calls, so that the work is the same
 * on every kernel and on a machine that counts instructions. Prints "lat NAME NS_PER_CALL", one line an operation.
 *
 * usage: lat PERCENT    (100: each loop takes 50 ms or more where a nanosecond is an instruction)
 *
 * A loop must span many timer ticks: one of 7 ms jumps by 10 - 20 % with the phase of the tick.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if __has_include("mark.h")
#include "mark.h" /* Kpulse puts it beside the source; a profile of each operation needs it */
#else
#define KPULSE_PART(n) (n)
#define KPULSE_REST 0
#define kpulse_mark(n) ((void)(n))
#endif

#define PAGES_PER_FAULT_CALL 16
#define MAX_BATCHES 20

static int zero_fd, null_fd, epoll_fd, self_pipe[2], there[2], back[2];
static long page_size;
static int futex_word;
static char byte;

static void die(const char *what)
{
	fprintf(stderr, "lat: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void must(int ok, const char *what)
{
	if (!ok)
		die(what);
}

static void do_getppid(void)
{
	syscall(SYS_getppid);
}

static void do_read0(void)
{
	must(read(zero_fd, &byte, 1) == 1, "read /dev/zero");
}

static void do_write_null(void)
{
	must(write(null_fd, &byte, 1) == 1, "write /dev/null");
}

static void do_stat(void)
{
	struct stat st;

	must(stat("/dev/null", &st) == 0, "stat");
}

static void do_open_close(void)
{
	int fd = open("/dev/null", O_RDONLY);

	must(fd >= 0 && close(fd) == 0, "open");
}

static void do_pipe_self(void)
{
	must(write(self_pipe[1], &byte, 1) == 1, "write to a pipe");
	must(read(self_pipe[0], &byte, 1) == 1, "read from a pipe");
}

static void do_epoll0(void)
{
	struct epoll_event event;

	must(epoll_wait(epoll_fd, &event, 1, 0) == 0, "epoll_wait");
}

static void do_futex_wake0(void)
{
	must(syscall(SYS_futex, &futex_word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0) == 0, "futex");
}

static void do_signal(void)
{
	must(raise(SIGUSR1) == 0, "raise");
}

static void do_mmap_munmap(void)
{
	char *p = mmap(NULL, page_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must(p != MAP_FAILED, "mmap");
	must(munmap(p, page_size) == 0, "munmap");
}

static void do_page_fault(void)
{
	size_t size = PAGES_PER_FAULT_CALL * page_size;
	char *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	must(p != MAP_FAILED, "mmap");
	for (size_t at = 0; at < size; at += page_size)
		*(volatile char *)(p + at) = 1;
	must(munmap(p, size) == 0, "munmap");
}

static void do_fork_wait(void)
{
	pid_t child = fork();

	must(child >= 0, "fork");
	if (child == 0)
		_exit(0);
	must(waitpid(child, NULL, 0) == child, "waitpid");
}

static void do_pipe_pingpong(void)
{
	must(write(there[1], &byte, 1) == 1, "write to the partner");
	must(read(back[0], &byte, 1) == 1, "read from the partner");
}

/* Echoes bytes until the other end closes; the caller waits for it with waitpid. */
static pid_t start_partner(void)
{
	must(pipe(there) == 0 && pipe(back) == 0, "pipe");
	pid_t partner = fork();

	must(partner >= 0, "fork");
	if (partner == 0) {
		close(there[1]);
		close(back[0]);
		while (read(there[0], &byte, 1) == 1 && write(back[1], &byte, 1) == 1)
			;
		_exit(0);
	}
	close(there[0]);
	close(back[1]);
	return partner;
}

static void on_signal(int number)
{
	(void)number;
}

static uint64_t now_ns(void)
{
	struct timespec t;

	must(clock_gettime(CLOCK_MONOTONIC, &t) == 0, "clock_gettime");
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static const struct operation {
	const char *name;
	void (*call)(void);
	long calls;
	int batches; /* 1: the mean of all calls; more: the median of the means of so many batches */
} operations[] = {
	{ "getppid", do_getppid, 160000, 1 },
	{ "read0", do_read0, 80000, 1 },
	{ "write-null", do_write_null, 90000, 1 },
	{ "stat", do_stat, 13000, 1 },
	{ "open-close", do_open_close, 8500, 1 },
	{ "pipe-self", do_pipe_self, 22000, 1 },
	{ "epoll0", do_epoll0, 125000, 1 },
	{ "futex-wake0", do_futex_wake0, 105000, 1 },
	{ "signal", do_signal, 11000, 1 },
	{ "mmap-munmap", do_mmap_munmap, 4800, 1 },
	{ "page-fault", do_page_fault, 350, 1 },
	{ "fork-wait", do_fork_wait, 400, 20 },
	{ "pipe-pingpong", do_pipe_pingpong, 4500, 1 },
};

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* What the kernel does now and then beside rare, dear calls (freeing what died) falls on few batches. */
static void measure(const struct operation *op, unsigned int number, long percent)
{
	double mean[MAX_BATCHES];
	long calls = op->calls / op->batches * percent / 100;

	for (long i = 0; i < calls * op->batches / 50; i++)
		op->call();
	kpulse_mark(KPULSE_PART(number));
	for (int batch = 0; batch < op->batches; batch++) {
		uint64_t start = now_ns();

		for (long i = 0; i < calls; i++)
			op->call();
		mean[batch] = (double)(now_ns() - start) / (double)calls;
	}
	kpulse_mark(KPULSE_REST);
	qsort(mean, (size_t)op->batches, sizeof mean[0], by_value);
	int middle = op->batches / 2;
	double median = op->batches % 2 ? mean[middle] : (mean[middle - 1] + mean[middle]) / 2;
	printf("lat %s %.3f\n", op->name, median);
}

int main(int argc, char **argv)
{
	long percent = argc == 2 ? strtol(argv[1], NULL, 10) : 0;

	if (percent < 10 || percent > 10000) {
		fprintf(stderr, "usage: lat PERCENT (10 - 10000)\n");
		return 2;
	}
	page_size = sysconf(_SC_PAGESIZE);
	zero_fd = open("/dev/zero", O_RDONLY);
	null_fd = open("/dev/null", O_WRONLY);
	epoll_fd = epoll_create1(0);
	must(zero_fd >= 0 && null_fd >= 0 && epoll_fd >= 0, "open");
	must(pipe(self_pipe) == 0, "pipe");
	struct epoll_event idle = { .events = EPOLLIN };

	must(epoll_ctl(epoll_fd, EPOLL_CTL_ADD, self_pipe[0], &idle) == 0, "epoll_ctl");
	must(signal(SIGUSR1, on_signal) != SIG_ERR, "signal");
	setvbuf(stdout, NULL, _IOLBF, 0);
	pid_t partner = start_partner();

	for (unsigned int i = 0; i < sizeof operations / sizeof operations[0]; i++)
		measure(&operations[i], i, percent);
	close(there[1]);
	must(waitpid(partner, NULL, 0) == partner, "waitpid");
	return 0;
}
