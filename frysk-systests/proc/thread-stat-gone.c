/*
 * Guarantee: the stat file of a thread that is gone reads as ESRCH through a descriptor opened before, and cannot be opened any more (ENOENT).
 * Since: Linux 2.6. (Frysk's bug 3491 expected a state X instead: no kernel of today shows it.)
 * Source: fs/proc/base.c, proc_single_show(), proc_task_lookup().
 */
#include "tracee.h"

static struct gate started, leave;
static pid_t tid;

static void *thread_body(void *unused)
{
	tid = my_tid();
	gate_open(&started);
	gate_wait(&leave);
	return unused;
}

static void test(void)
{
	char path[64], text[64];
	pthread_t thread;
	started = new_gate();
	leave = new_gate();
	NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
	gate_wait(&started);
	snprintf(path, sizeof path, "/proc/self/task/%d/stat", tid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	CHECK(fd >= 0 && pread(fd, text, sizeof text, 0) > 0, "%s of a live thread: %s", path, strerror(errno));
	gate_open(&leave);
	pthread_join(thread, NULL);
	until(access(path, F_OK) != 0);
	CHECK(errno == ENOENT, "opening again gives %s", strerror(errno));
	ssize_t got = pread(fd, text, sizeof text, 0);
	CHECK(got == -1 && errno == ESRCH, "reading on gives %zd, %s", got, strerror(errno));
}
