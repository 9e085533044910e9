/*
 * Everything that a test started, also what went into sessions of its own: the descendants of this process, which is a subreaper. Where a cgroup can be
 * made, the kernel ends all of it at once; else in passes over /proc.
 */
#include "fsystest.h"

#include "../include/reap.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>

#define MOST 65536

static bool put(const char *directory, const char *name, const char *text)
{
	char path[320];
	snprintf(path, sizeof path, "%s/%s", directory, name);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool good = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
	close(fd);
	return good;
}

/* A new group below this process's own in the unified hierarchy, if it may be made and can be killed as a whole (Linux 5.14). */
void cage_open(struct cage *cage)
{
	static const char *const roots[] = {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"};
	static int opened;
	char line[256], own[128] = "", kill_file[320];
	cage->path[0] = 0;
	opened++;
	FILE *groups = fopen("/proc/self/cgroup", "re");
	if (groups == NULL)
		return;
	while (fgets(line, sizeof line, groups) != NULL)
		if (strncmp(line, "0::/", 4) == 0)
			snprintf(own, sizeof own, "%.100s", line + 3);
	fclose(groups);
	own[strcspn(own, "\n")] = 0;
	for (size_t i = 0; own[0] != 0 && i < 2; i++) {
		snprintf(cage->path, sizeof cage->path, "%s%s/fsystest-%d-%d", roots[i], own, (int)getpid(), opened);
		if (mkdir(cage->path, 0755) == 0) {
			snprintf(kill_file, sizeof kill_file, "%s/cgroup.kill", cage->path);
			if (access(kill_file, W_OK) == 0) {
				put(cage->path, "pids.max", "512"); /* only where that controller is on */
				return;
			}
			rmdir(cage->path);
		}
	}
	cage->path[0] = 0;
}

void cage_enter(const struct cage *cage)
{
	if (cage->path[0] != 0)
		put(cage->path, "cgroup.procs", "0");
}

struct family {
	pid_t pid[MOST], parent[MOST];
	bool below[MOST];
	int count;
};
static struct family family;

static int note_process(pid_t pid, void *unused)
{
	(void)unused;
	if (family.count == MOST)
		return 0;
	pid_t parent = parent_of(pid);
	if (parent != 0) {
		family.pid[family.count] = pid;
		family.parent[family.count] = parent;
		family.below[family.count++] = false;
	}
	return 0;
}

/* Marks the descendants of this process; /proc lists by pid, so nearly all are found in the first loop. */
static int find_family(void)
{
	pid_t me = getpid();
	int found = 0, before;
	family.count = 0;
	each_process(note_process, NULL);
	do {
		before = found;
		for (int i = 0; i < family.count; i++) {
			if (family.below[i])
				continue;
			bool below = family.parent[i] == me;
			for (int j = 0; !below && j < family.count; j++)
				below = family.below[j] && family.pid[j] == family.parent[i];
			if (below) {
				family.below[i] = true;
				found++;
			}
		}
	} while (found != before && found < MOST);
	return found;
}

static void name_of(pid_t pid, char *names, size_t size)
{
	char path[32], comm[20] = "";
	snprintf(path, sizeof path, "/proc/%d/comm", (int)pid);
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return;
	size_t length = fread(comm, 1, sizeof comm - 1, file);
	fclose(file);
	comm[length] = 0;
	comm[strcspn(comm, "\n")] = 0;
	size_t used = strlen(names);
	if (used + strlen(comm) + 3 < size)
		snprintf(names + used, size - used, "%s%s", used == 0 ? "" : ", ", comm);
}

/* How many processes live below this one, with some of their names. */
int cage_count(char *names, size_t size)
{
	int found = find_family();
	if (names != NULL) {
		names[0] = 0;
		for (int i = 0; i < family.count; i++)
			if (family.below[i])
				name_of(family.pid[i], names, size);
	}
	return found;
}

/*
 * Kills all of it: cgroup, process group, descendants, again until there is no child left. Who forks faster than one pass over /proc loses against
 * the cgroup's or the process group's signal; for the passes this process takes precedence where it may.
 */
bool cage_empty(struct cage *cage, pid_t group, int milliseconds)
{
	struct sched_param first = {.sched_priority = 1}, usual = {.sched_priority = 0};
	struct timespec tick = {0, 1000000}, now;
	bool empty = false;
	sched_setscheduler(0, SCHED_FIFO, &first);
	for (int pass = 0; !empty && pass < milliseconds; pass++) {
		if (cage->path[0] != 0)
			put(cage->path, "cgroup.kill", "1");
		kill(-group, SIGKILL);
		pid_t got;
		while ((got = waitpid(-1, NULL, WNOHANG | __WALL)) > 0)
			;
		if (got < 0 && errno == ECHILD) {
			empty = true;
		} else {
			if (pass % 8 == 1) {
				find_family();
				for (int i = 0; i < family.count; i++)
					if (family.below[i])
						kill(family.pid[i], SIGKILL);
			}
			nanosleep(&tick, &now);
		}
	}
	sched_setscheduler(0, SCHED_OTHER, &usual);
	return empty;
}

void cage_close(struct cage *cage)
{
	if (cage->path[0] != 0)
		rmdir(cage->path);
}
