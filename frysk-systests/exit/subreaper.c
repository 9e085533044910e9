/*
 * Guarantee: an orphan goes to its nearest living ancestor that is a subreaper, which may wait for it; the setting is not inherited.
 * Since: Linux 3.4.
 * Source: prctl(2), PR_SET_CHILD_SUBREAPER; kernel/exit.c, find_new_reaper().
 */
#include "tracee.h"

static int orphan_channel[2];
static struct gate leave;

static int orphan(void *unused)
{
	(void)unused;
	gate_wait(&leave);
	return 44;
}

static int middle(void *unused)
{
	pid_t pid = spawn(orphan, unused);
	NEED(write(orphan_channel[1], &pid, sizeof pid) == sizeof pid);
	return 5;
}

static void test(void)
{
	int on = 1;
	pid_t pid;
	NEED(pipe2(orphan_channel, O_CLOEXEC) == 0);
	leave = new_gate();
	NEED(prctl(PR_GET_CHILD_SUBREAPER, &on, 0, 0, 0) == 0);
	CHECK(on == 0, "the guardian's setting was inherited");
	CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, "prctl: %s", strerror(errno));
	expect_exit(spawn(middle, NULL), 5);
	NEED(read(orphan_channel[0], &pid, sizeof pid) == sizeof pid);
	until(parent_of(pid) == getpid());
	gate_open(&leave);
	expect_exit(pid, 44);
}
