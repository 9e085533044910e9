/*
 * Guarantee: an uprobe and an uretprobe made through tracefs' uprobe_events hit once a call each, in a child too, with the argument and return value
 * fetched.
 * Since: Linux 3.5; return probes 3.10, with CONFIG_UPROBE_EVENTS.
 * Source: Documentation/trace/uprobetracer.rst; kernel/trace/trace_uprobe.c.
 */
#include "uprobe.h"

#ifdef __x86_64__
static const char root[] = "/sys/kernel/tracing";
static char group[32];

static bool put(const char *name, const char *text, int flags)
{
	char path[300];
	snprintf(path, sizeof path, "%s/%s", root, name);
	int fd = open(path, O_WRONLY | O_CLOEXEC | flags);
	if (fd < 0)
		return false;
	bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return good;
}

/* An instance of its own, so that other users of the ring buffer are not seen. Its mount lives in a namespace of this process. */
static void find_tracefs(void)
{
	char path[100];
	snprintf(path, sizeof path, "%s/uprobe_events", root);
	if (access(path, F_OK) == 0)
		return;
	if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		skip("no tracefs here, and no private mount: %s", strerror(errno));
	if (mount("tracefs", root, "tracefs", 0, NULL) != 0 || access(path, F_OK) != 0)
		skip("no uprobe_events here");
}

static int calls(void *unused)
{
	(void)unused;
	for (int i = 0; i < 3; i++)
		if (probed(100 + i) != 200 + 2 * i)
			return 5;
	return 4;
}

static int count(const char *text, const char *what)
{
	int hits = 0;
	for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
		hits++;
	return hits;
}

static int probe_and_call(void)
{
	static char trace[32768];
	char line[512], name[160];
	snprintf(group, sizeof group, "kpulse%d", getpid());
	unsigned long at = file_offset((unsigned long)probed);
	snprintf(line, sizeof line, "p:%s/entry %s:0x%lx x=%%di\nr:%s/back %s:0x%lx r=$retval\n", group, self_path(), at, group, self_path(), at);
	snprintf(name, sizeof name, "instances/%s", group);
	char path[300];
	snprintf(path, sizeof path, "%s/%s", root, name);
	if (mkdir(path, 0700) != 0)
		return 77;
	int result = 1;
	if (put("uprobe_events", line, O_APPEND)) {
		snprintf(name, sizeof name, "instances/%s/events/%s/enable", group, group);
		if (put(name, "1", 0)) {
			calls(NULL);
			int status = 0;
			waitpid(spawn(calls, NULL), &status, 0);
			put(name, "0", 0);
			snprintf(path, sizeof path, "%s/instances/%s/trace", root, group);
			read_file(path, trace, sizeof trace);
			int entries = count(trace, " x=0x"), backs = count(trace, " r=0x");
			result = entries == 6 && backs == 6 && count(trace, " x=0x66") == 2 && count(trace, " r=0xcc") == 2 ? 0 : 1;
			if (result != 0)
				fprintf(stderr, "%d entries, %d returns, child's status %#x:\n%.2000s\n", entries, backs, (unsigned)status, trace);
		}
	}
	snprintf(path, sizeof path, "%s/instances/%s", root, group);
	rmdir(path);
	snprintf(line, sizeof line, "-:%s/entry\n", group);
	put("uprobe_events", line, O_APPEND);
	snprintf(line, sizeof line, "-:%s/back\n", group);
	put("uprobe_events", line, O_APPEND);
	return result;
}

static void test(void)
{
	if (geteuid() != 0)
		skip("needs root for tracefs");
	find_tracefs();
	int result = probe_and_call();
	if (result == 77)
		skip("no instance of tracefs can be made: %s", strerror(errno));
	CHECK(result == 0, "the probes did not hit as they should");
}
#else
static void test(void) { skip("written for x86-64"); }
#endif
