/* ptrace and /proc for tests: raw requests, stops with limits, fields of /proc. Results are 0 or more, or -errno. */
#ifndef TRACEE_H
#define TRACEE_H

#include "systest.h"

#include <elf.h>
#include <linux/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>

#ifndef PTRACE_GETREGS
#define PTRACE_GETREGS 12
#define PTRACE_SETREGS 13
#endif
#ifndef PTRACE_SYSEMU
#define PTRACE_SYSEMU 31
#endif
#ifndef PTRACE_SINGLEBLOCK
#define PTRACE_SINGLEBLOCK 33
#endif
#ifndef TRAP_HWBKPT
#define TRAP_HWBKPT 4
#endif

#define EVENT(sig, event) ((sig) | ((event) << 8)) /* what status >> 8 is at an event stop */
#define SYSCALL_TRAP (SIGTRAP | 0x80)

/* The raw system call: PEEK requests store their word at data, as the kernel does it. */
static inline long pt_raw(long request, pid_t pid, unsigned long address, unsigned long data)
{
	return syscall(SYS_ptrace, request, (long)pid, address, data) < 0 ? -errno : 0;
}
#define pt(request, pid, address, data) pt_raw(request, pid, (unsigned long)(address), (unsigned long)(data))

/* Waits for a ptrace stop; stop is a signal or EVENT(...). */
static inline void expect_stop_at(int line, pid_t pid, int stop)
{
	int status = 0;
	pid_t got = wait_at(line, pid, &status, __WALL);
	if (got != pid || !WIFSTOPPED(status) || status >> 8 != stop)
		fail("at line %d: %d should stop with %#x: wait gives %d, status %#x", line, pid, (unsigned)stop, got, (unsigned)status);
}
#define expect_stop(pid, stop) expect_stop_at(__LINE__, pid, stop)

static inline void attach(pid_t pid)
{
	MUST(pt(PTRACE_ATTACH, pid, 0, 0));
	expect_stop(pid, SIGSTOP);
}

static inline void seize(pid_t pid, unsigned long options) { MUST(pt(PTRACE_SEIZE, pid, 0, options)); }

static inline void interrupt(pid_t pid)
{
	MUST(pt(PTRACE_INTERRUPT, pid, 0, 0));
	expect_stop(pid, EVENT(SIGTRAP, PTRACE_EVENT_STOP));
}

static inline void resume(pid_t pid, int sig) { MUST(pt(PTRACE_CONT, pid, 0, sig)); }

static inline unsigned long event_message(pid_t pid)
{
	unsigned long message = 0;
	MUST(pt(PTRACE_GETEVENTMSG, pid, 0, &message));
	return message;
}

static inline siginfo_t stop_info(pid_t pid)
{
	siginfo_t info;
	memset(&info, 0, sizeof info);
	MUST(pt(PTRACE_GETSIGINFO, pid, 0, &info));
	return info;
}

/* For the child: traced by its parent and stopped. The parent has expect_stop(pid, SIGSTOP) to do. */
static inline void trace_me_and_stop(void)
{
	NEED(pt(PTRACE_TRACEME, 0, 0, 0) == 0);
	syscall(SYS_tgkill, getpid(), my_tid(), SIGSTOP); /* raise() of some libcs blocks all signals meanwhile */
}

static inline int traced_idle_body(void *arg)
{
	trace_me_and_stop();
	return idle_body(arg);
}
/* A child that is traced by us and in its first SIGSTOP. */
static inline pid_t spawn_traced(int (*body)(void *), void *arg)
{
	pid_t pid = spawn(body != NULL ? body : traced_idle_body, arg);
	expect_stop(pid, SIGSTOP);
	return pid;
}

static inline void end_tracee(pid_t pid)
{
	kill(pid, SIGKILL);
	expect_killed(pid, SIGKILL);
}

/* Reads a whole small file, always terminated. Returns its length or -errno. */
static inline long read_file(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	size_t length = 0;
	ssize_t got = 0;
	while (length < size - 1 && (got = read(fd, text + length, size - 1 - length)) > 0)
		length += (size_t)got;
	int error = errno;
	close(fd);
	text[length] = 0;
	return got < 0 && length == 0 ? -error : (long)length;
}

static inline bool write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return good;
}

/* State letter of /proc/PID/stat, 0 when there is no such task. */
static inline char proc_state(pid_t pid)
{
	char path[48], text[512];
	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	if (read_file(path, text, sizeof text) <= 0)
		return 0;
	char *end = strrchr(text, ')');
	return end != NULL && end[1] == ' ' ? end[2] : 0;
}

/* The text after "NAME:" and blanks in /proc/PID/status; empty when absent. */
static inline const char *proc_field(pid_t pid, const char *name)
{
	static __thread char text[8192];
	char path[48], key[48];
	snprintf(path, sizeof path, "/proc/%d/status", pid);
	snprintf(key, sizeof key, "\n%s:", name);
	if (read_file(path, text, sizeof text) <= 0)
		return "";
	char *at = strstr(text, key);
	if (at == NULL)
		return "";
	at += strlen(key);
	at += strspn(at, " \t");
	at[strcspn(at, "\n")] = 0;
	return at;
}
static inline pid_t tracer_of(pid_t pid) { return (pid_t)atoi(proc_field(pid, "TracerPid")); }
static inline unsigned long long proc_mask(pid_t pid, const char *name) { return strtoull(proc_field(pid, name), NULL, 16); }
static inline bool has_signal(unsigned long long mask, int sig) { return (mask >> (sig - 1)) & 1; }

#endif
