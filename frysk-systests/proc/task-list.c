/*
 * Guarantee: /proc/PID/task lists every thread and no other, Threads in status counts them, task/TID/children lists the children, exe names the program.
 * Since: Linux 2.6; children 3.5, with CONFIG_PROC_CHILDREN.
 * Source: proc(5), /proc/PID/task; fs/proc/base.c.
 */
#include "tracee.h"

static struct gate started, leave;
static pid_t tids[4];

static void *thread_body(void *slot)
{
	*(pid_t *)slot = my_tid();
	gate_open(&started);
	gate_wait(&leave);
	return NULL;
}

static int tasks_listed(void)
{
	DIR *tasks = opendir("/proc/self/task");
	NEED(tasks != NULL);
	int count = 0;
	struct dirent *entry;
	while ((entry = readdir(tasks)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		bool ours = atoi(entry->d_name) == getpid();
		for (int i = 0; i < 4; i++)
			ours |= atoi(entry->d_name) == tids[i];
		CHECK(ours, "task %s is not of this process", entry->d_name);
		count++;
	}
	closedir(tasks);
	return count;
}

static void test(void)
{
	pthread_t threads[4];
	char path[64], text[128], exe[256], mine[256];
	started = new_gate();
	leave = new_gate();
	for (int i = 0; i < 4; i++)
		NEED(pthread_create(&threads[i], NULL, thread_body, &tids[i]) == 0);
	for (int i = 0; i < 4; i++)
		gate_wait(&started);
	CHECK(tasks_listed() == 5, "%d tasks are listed", tasks_listed());
	CHECK(atoi(proc_field(getpid(), "Threads")) == 5, "Threads is %s", proc_field(getpid(), "Threads"));
	pid_t child = spawn_idle();
	snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
	if (read_file(path, text, sizeof text) >= 0)
		CHECK(atoi(text) == child, "children are '%s', not %d", text, child);
	snprintf(path, sizeof path, "/proc/%d/exe", child);
	ssize_t length = readlink(path, exe, sizeof exe), my_length = readlink("/proc/self/exe", mine, sizeof mine);
	CHECK(length > 0 && length == my_length && memcmp(exe, mine, (size_t)length) == 0, "exe has length %zd", length);
	for (int i = 0; i < 4; i++)
		gate_open(&leave);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	memset(tids, 0, sizeof tids);
	until(atoi(proc_field(getpid(), "Threads")) == 1);
}
