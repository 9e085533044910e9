/*
 * Guarantee: an uprobe through perf_event_open() counts exactly the calls of its function; the text holds a breakpoint while it is armed and the old
 * byte afterwards; a single step over the probed instruction still runs it.
 * Since: Linux 4.17 (the uprobe PMU); uprobes 3.5, with CONFIG_UPROBE_EVENTS.
 * Source: perf_event_open(2), "dynamic PMU"; kernel/events/uprobes.c; kernel/trace/trace_uprobe.c.
 */
#include "uprobe.h"

#include <linux/perf_event.h>

#ifdef __x86_64__
static int traced_call(void *unused)
{
	(void)unused;
	trace_me_and_stop();
	__asm__ volatile("int3");
	return (int)probed(21);
}

static int open_probe(pid_t pid)
{
	char type[16];
	struct perf_event_attr attr;
	if (read_file("/sys/bus/event_source/devices/uprobe/type", type, sizeof type) <= 0)
		skip("no uprobe PMU here");
	memset(&attr, 0, sizeof attr);
	attr.size = sizeof attr;
	attr.type = (uint32_t)atoi(type);
	attr.config1 = (uint64_t)(uintptr_t)self_path();
	attr.config2 = file_offset((unsigned long)probed);
	int fd = (int)syscall(SYS_perf_event_open, &attr, pid, -1, -1, PERF_FLAG_FD_CLOEXEC);
	if (fd < 0 && (errno == EACCES || errno == EPERM))
		skip("not permitted: %s", strerror(errno));
	CHECK(fd >= 0, "perf_event_open: %s", strerror(errno));
	return fd;
}

static void test(void)
{
	uint64_t count = 0;
	volatile unsigned char *text = (volatile unsigned char *)(uintptr_t)probed;
	unsigned char before = *text;
	int fd = open_probe(0);
	for (int i = 0; i < 7; i++)
		CHECK(probed(i) == 2 * i, "a probed call gives a wrong result");
	NEED(read(fd, &count, sizeof count) == sizeof count);
	CHECK(count == 7, "the count is %llu after 7 calls", (unsigned long long)count);
	CHECK(*text == 0xcc, "the text is %#x while the probe is armed", *text);
	close(fd);
	until(*text == before);

	pid_t pid = spawn_traced(traced_call, NULL);
	fd = open_probe(pid);
	resume(pid, 0);
	expect_stop(pid, SIGTRAP);
	unsigned long word = 0;
	do {
		MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
		expect_stop(pid, SIGTRAP);
	} while (PC(regs_of(pid)) != (unsigned long)probed);
	MUST(pt(PTRACE_PEEKTEXT, pid, (unsigned long)probed, &word));
	CHECK((word & 0xff) == 0xcc, "PEEKTEXT gives %#lx", word);
	MUST(pt(PTRACE_SINGLESTEP, pid, 0, 0));
	expect_stop(pid, SIGTRAP);
	resume(pid, 0);
	expect_exit(pid, 42);
	NEED(read(fd, &count, sizeof count) == sizeof count);
	CHECK(count == 1, "the tracee's count is %llu", (unsigned long long)count);
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
