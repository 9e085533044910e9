/*
 * kpulse-agent: runs the steps of a job on the machine under test and reports over a channel of its own.
 *
 *   agent PLAN CHANNEL [HEARTBEAT_MS]
 *
 * PLAN has one step a line:   step KIND BENCHMARK ITERATION LIMIT_SECONDS PROGRAM [ARGUMENT...]
 * KIND is prepare, setup, warmup, run, teardown or clean; PROGRAM "-" starts nothing. What it prints is kept beside PLAN.
 * With "live" for "step" what it prints is sent as it comes, so that it is known if the kernel dies; else when it has ended.
 * A line "symbols" asks for the kernel's symbols at the end.
 * CHANNEL is a file or character device. What is written there (see docs/guest.md), one frame a line:
 *
 *   @kp hello VERSION RELEASE STEPS UPTIME_NS
 *   @kp begin KIND BENCHMARK ITERATION
 *   @kp hb                                           every 5 s while a step runs: the kernel still schedules
 *   @kp out BASE64 | @kp err BASE64                  what the step printed
 *   @kp end KIND BENCHMARK ITERATION EXIT NS BYTES CRC32   CRC and length of standard output
 *   @kp log BASE64                                   kernel log lines of level warning and worse
 *   @kp map BASE64                                   where code lies; see guest/map.c
 *   @kp done STEPS
 *   @kp fatal REASON                                 instead of hello: the job cannot start
 *
 * As process 1 it reaps orphans, kills what a benchmark leaves behind, and powers the machine off.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/random.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "mark.h"

#define PROTOCOL 1
#define SECOND 1000000000LL
#define MAX_OUT (1 << 20)
#define MAX_ERR (16 << 10)
#define NOTHING "-" /* in place of a step's program */
#define MAX_ARGUMENTS 15
#define MAX_LOG (64 << 10)
#define MAX_MAP (8 << 20)
#define LIVE_NS 100000000 /* how often a live step is looked at */
#define CHUNK 720 /* bytes a data frame; 960 base64 characters */
#define CHANCE_NS 8000000 /* two ticks at 250 Hz: an iteration begins anywhere between two of them */
#define CHANCE_OBJECTS 64 /* pipes and pages, about half of them held while an iteration runs */

static int channel = -1;
static int64_t heartbeat = 5 * SECOND;

static int64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * SECOND + t.tv_nsec;
}

static void send_bytes(const char *data, size_t length)
{
	while (length > 0) {
		ssize_t n = write(channel, data, length);

		if (n < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (n <= 0)
			return;
		data += n;
		length -= (size_t)n;
	}
}

__attribute__((format(printf, 1, 2))) static void frame(const char *format, ...)
{
	char line[1024];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	if (n < 0 || n >= (int)sizeof(line) - 1)
		n = sizeof(line) - 2;
	line[n] = '\n';
	send_bytes(line, (size_t)n + 1);
}

static void send_base64(const char *name, const unsigned char *data, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char text[CHUNK / 3 * 4 + 8];

	for (size_t at = 0; at < length; at += CHUNK) {
		size_t n = length - at < CHUNK ? length - at : CHUNK;
		size_t used = 0;

		for (size_t i = 0; i < n; i += 3) {
			uint32_t v = (uint32_t)data[at + i] << 16;

			if (i + 1 < n)
				v |= (uint32_t)data[at + i + 1] << 8;
			if (i + 2 < n)
				v |= data[at + i + 2];
			text[used++] = digits[v >> 18 & 63];
			text[used++] = digits[v >> 12 & 63];
			text[used++] = i + 1 < n ? digits[v >> 6 & 63] : '=';
			text[used++] = i + 2 < n ? digits[v & 63] : '=';
		}
		text[used] = 0;
		frame("@kp %s %s", name, text);
	}
}

static uint32_t crc32(const unsigned char *data, size_t length)
{
	uint32_t crc = ~0u;

	for (size_t i = 0; i < length; i++) {
		crc ^= data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xedb88320u & -(crc & 1));
	}
	return ~crc;
}

static unsigned char *load(const char *path, size_t most, size_t *length)
{
	unsigned char *data = malloc(most);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	*length = 0;
	while (fd >= 0 && data && *length < most) {
		ssize_t n = read(fd, data + *length, most - *length);

		if (n <= 0)
			break;
		*length += (size_t)n;
	}
	if (fd >= 0)
		close(fd);
	return data;
}

static void redirect(const char *path, int flags, int target)
{
	int fd = open(path, flags, 0644);

	if (fd < 0 || dup2(fd, target) < 0)
		_exit(126);
	if (fd != target)
		close(fd);
}

static pid_t start(char *command, const char *out, const char *err)
{
	char *arguments[MAX_ARGUMENTS + 1];
	int count = 0;
	pid_t child = fork();
	sigset_t none;

	if (child != 0)
		return child;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	personality(ADDR_NO_RANDOMIZE); /* where a program's stack lies must not change what its system calls cost */
	redirect("/dev/null", O_RDONLY, 0);
	redirect(out, O_WRONLY | O_CREAT | O_TRUNC, 1);
	redirect(err, O_WRONLY | O_CREAT | O_TRUNC, 2);
	for (char *word = strtok(command, " "); word && count < MAX_ARGUMENTS; word = strtok(NULL, " "))
		arguments[count++] = word;
	arguments[count] = NULL;
	execv(arguments[0], arguments);
	_exit(127);
}

/* Sleeps until a child ended or the time has come. */
static void pause_until(int64_t end)
{
	int64_t left = end - now_ns();
	struct timespec pause = {0, 0};
	sigset_t wanted;

	if (left > 0) {
		pause.tv_sec = left / SECOND;
		pause.tv_nsec = left % SECOND;
	}
	sigemptyset(&wanted);
	sigaddset(&wanted, SIGCHLD);
	sigtimedwait(&wanted, NULL, &pause);
}

/* Of a live step: its output, and how much of it was sent. */
struct live {
	int fd;
	size_t sent;
};

static void send_new(struct live *live)
{
	unsigned char chunk[CHUNK];

	while (live->sent < MAX_OUT) {
		size_t most = MAX_OUT - live->sent < CHUNK ? MAX_OUT - live->sent : CHUNK;
		ssize_t n = pread(live->fd, chunk, most, (off_t)live->sent);

		if (n <= 0)
			return;
		send_base64("out", chunk, (size_t)n);
		live->sent += (size_t)n;
	}
}

/* Waits for the child and reaps orphans meanwhile; returns its exit code, 124 when it was late, 128 + n for signal n. */
static int await(pid_t child, int limit_seconds, struct live *live)
{
	int64_t end = now_ns() + limit_seconds * SECOND;
	int64_t beat = now_ns() + heartbeat;
	int late = 0;

	for (;;) {
		int status;
		pid_t pid;

		while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
			if (pid != child)
				continue;
			if (late)
				return 124;
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		}
		if (child < 0 || (pid < 0 && errno == ECHILD))
			return 125;
		if (!late && now_ns() >= end) {
			late = 1;
			kill(-child, SIGKILL);
		}
		if (now_ns() >= beat) {
			frame("@kp hb");
			beat = now_ns() + heartbeat;
		}
		if (live)
			send_new(live);
		int64_t next = late || beat < end ? beat : end;

		if (live && now_ns() + LIVE_NS < next)
			next = now_ns() + LIVE_NS;
		pause_until(next);
	}
}

/*
 * What a fixed machine would repeat to the bit in every boot of a binary - where between two timer ticks an iteration begins,
 * which free slots of the kernel's caches it gets - is drawn anew before each iteration, so that seeds sample it. Without this
 * every boot sits at the same level, and two binaries at two, which looks like a change. leave_chance() gives back what is held.
 */
struct chance {
	int pipes[CHANCE_OBJECTS][2];
	char *pages;
};

static void take_chance(struct chance *held)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned char coins[CHANCE_OBJECTS] = {0};
	uint32_t wait = 0;
	int64_t end;

	if (getrandom(&wait, sizeof(wait), GRND_NONBLOCK) < 0 || getrandom(coins, sizeof(coins), GRND_NONBLOCK) < 0)
		wait = 0; /* no entropy yet: this iteration begins where it begins */
	held->pages = mmap(NULL, CHANCE_OBJECTS * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < CHANCE_OBJECTS; i++) {
		if (pipe2(held->pipes[i], O_CLOEXEC) < 0)
			held->pipes[i][0] = held->pipes[i][1] = -1;
		if (held->pages != MAP_FAILED)
			held->pages[(size_t)i * page] = 1;
	}
	for (int i = 0; i < CHANCE_OBJECTS; i++) {
		if (coins[i] & 1) {
			close(held->pipes[i][0]);
			close(held->pipes[i][1]);
			held->pipes[i][0] = held->pipes[i][1] = -1;
		}
		if ((coins[i] & 2) && held->pages != MAP_FAILED)
			madvise(held->pages + (size_t)i * page, page, MADV_DONTNEED);
	}
	end = now_ns() + wait % CHANCE_NS;
	while (now_ns() < end)
		;
}

static void leave_chance(struct chance *held)
{
	for (int i = 0; i < CHANCE_OBJECTS; i++) {
		if (held->pipes[i][0] < 0)
			continue;
		close(held->pipes[i][0]);
		close(held->pipes[i][1]);
	}
	if (held->pages != MAP_FAILED)
		munmap(held->pages, CHANCE_OBJECTS * (size_t)sysconf(_SC_PAGESIZE));
}

static void step(char *kind, char *benchmark, char *iteration, int limit, char *command, const char *dir, int is_live)
{
	char out[PATH_MAX], err[PATH_MAX];
	size_t out_length = 0, err_length = 0;
	unsigned char *out_data = NULL, *err_data = NULL;
	int iterates = strcmp(kind, "run") == 0 || strcmp(kind, "warmup") == 0;
	struct chance held;
	struct live live = {-1, 0};
	int64_t begin, end;
	int code = 0;

	snprintf(out, sizeof(out), "%s/out", dir);
	snprintf(err, sizeof(err), "%s/err", dir);
	frame("@kp begin %s %s %s", kind, benchmark, iteration);
	if (strcmp(kind, "clean") == 0 && getpid() == 1) {
		kill(-1, SIGKILL);
		while (waitpid(-1, NULL, 0) > 0)
			;
	}
	if (iterates)
		take_chance(&held);
	if (strcmp(kind, "run") == 0)
		kpulse_mark(KPULSE_BEGIN);
	begin = end = now_ns();
	if (strcmp(command, NOTHING) != 0) {
		if (is_live)
			live.fd = open(out, O_RDONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
		code = await(start(command, out, err), limit, is_live ? &live : NULL);
		end = now_ns();
		if (is_live)
			close(live.fd);
	}
	if (strcmp(kind, "run") == 0)
		kpulse_mark(KPULSE_END);
	if (strcmp(command, NOTHING) != 0) {
		out_data = load(out, MAX_OUT, &out_length);
		err_data = load(err, MAX_ERR, &err_length);
	}
	if (iterates)
		leave_chance(&held);
	if (live.sent < out_length)
		send_base64("out", out_data + live.sent, out_length - live.sent);
	send_base64("err", err_data, err_length);
	frame("@kp end %s %s %s %d %lld %zu %08x", kind, benchmark, iteration, code, (long long)(end - begin),
	      out_length, crc32(out_data, out_length));
	free(out_data);
	free(err_data);
}

/* Sends the kernel log's lines of level warning (4) and worse; with `quiet` they never reach the console. */
static void send_kernel_log(void)
{
	int size = klogctl(10, NULL, 0);
	char *all = size > 0 ? malloc((size_t)size) : NULL;
	unsigned char *kept = malloc(MAX_LOG);
	size_t used = 0;
	int n;

	if (!all || !kept)
		return;
	n = klogctl(3, all, size);
	for (char *line = all; n > 0 && line < all + n;) {
		char *stop = memchr(line, '\n', (size_t)(all + n - line));
		size_t length = stop ? (size_t)(stop - line) : (size_t)(all + n - line);
		int level = length > 2 && line[0] == '<' ? atoi(line + 1) & 7 : 4;

		if (level <= 4 && used + length + 1 < MAX_LOG) {
			memcpy(kept + used, line, length);
			used += length;
			kept[used++] = '\n';
		}
		line += length + 1;
	}
	send_base64("log", kept, used);
	free(all);
	free(kept);
}

/* Where code lies, as guest/map.c prints it; with symbols it is compressed. */
static void send_map(int symbols, const char *dir)
{
	char path[PATH_MAX], command[] = "/kpulse/bin/map\0symbols";
	size_t length = 0;
	unsigned char *data;

	if (symbols)
		command[strlen(command)] = ' ';
	snprintf(path, sizeof(path), "%s/map", dir);
	if (await(start(command, path, "/dev/null"), 120, NULL) != 0)
		return;
	data = load(path, MAX_MAP, &length);
	if (data)
		send_base64("map", data, length);
	free(data);
}

/* Process 1 must not end: that would be a panic, and the kernel blamed for it. */
static int finish(int code)
{
	if (getpid() != 1)
		return code;
	if (channel >= 0)
		tcdrain(channel);
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

static void open_channel(const char *path)
{
	struct termios raw;

	channel = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOCTTY | O_CLOEXEC, 0644);
	if (channel < 0) {
		fprintf(stderr, "kpulse-agent: cannot open %s: %s\n", path, strerror(errno));
		exit(finish(1));
	}
	if (isatty(channel) && tcgetattr(channel, &raw) == 0) {
		cfmakeraw(&raw);
		tcsetattr(channel, TCSANOW, &raw);
	}
}

static int run_plan(FILE *plan, const char *dir)
{
	char line[1024], word[8], kind[32], benchmark[128], iteration[16], command[512];
	int limit, steps = 0;

	while (fgets(line, sizeof(line), plan)) {
		if (sscanf(line, "%7s %31s %127s %15s %d %511[^\n]", word, kind, benchmark, iteration, &limit, command) != 6)
			continue;
		step(kind, benchmark, iteration, limit, command, dir, strcmp(word, "live") == 0);
		steps++;
	}
	return steps;
}

int main(int argc, char **argv)
{
	sigset_t children;
	struct utsname kernel;
	char line[1024], *dir;
	FILE *plan;
	int steps = 0, symbols = 0;

	if (argc != 3 && argc != 4) {
		fprintf(stderr, "usage: agent PLAN CHANNEL [HEARTBEAT_MS]\n");
		return finish(2);
	}
	if (argc == 4)
		heartbeat = atoi(argv[3]) * (SECOND / 1000);
	setenv("PATH", "/kpulse/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", 1);
	setenv("HOME", "/root", 1);
	setenv("LC_ALL", "C", 1);
	setenv("SCRATCH", "/scratch", 1);
	sigemptyset(&children);
	sigaddset(&children, SIGCHLD);
	sigprocmask(SIG_BLOCK, &children, NULL);
	open_channel(argv[2]);
	plan = fopen(argv[1], "re");
	if (!plan) {
		frame("@kp fatal cannot open the plan %s", argv[1]);
		return finish(1);
	}
	while (fgets(line, sizeof(line), plan)) {
		steps += strncmp(line, "step ", 5) == 0 || strncmp(line, "live ", 5) == 0;
		symbols += strcmp(line, "symbols\n") == 0;
	}
	rewind(plan);
	uname(&kernel);
	frame("@kp hello %d %s %d %lld", PROTOCOL, kernel.release, steps, (long long)now_ns());
	dir = dirname(argv[1]);
	steps = run_plan(plan, dir);
	send_kernel_log();
	if (getpid() == 1)
		send_map(symbols, dir);
	frame("@kp done %d", steps);
	return finish(0);
}
