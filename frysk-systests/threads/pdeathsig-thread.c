/*
 * Guarantee: PR_SET_PDEATHSIG fires when the thread that forked the child exits, though its process lives.
 * Since: Linux 2.1.57.
 * Source: prctl(2), PR_SET_PDEATHSIG, "the parent in this case is the thread"; kernel/exit.c, reparent_leader().
 */
#include "tracee.h"

static struct gate armed;
static volatile pid_t child;

static int child_body(void *unused)
{
	NEED(prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) == 0);
	gate_open(&armed);
	(void)unused;
	while (pause() < 0)
		;
	return 1;
}

static void *forking_thread(void *unused)
{
	child = spawn(child_body, NULL);
	gate_wait(&armed);
	return unused;
}

static void test(void)
{
	pthread_t thread;
	armed = new_gate();
	NEED(pthread_create(&thread, NULL, forking_thread, NULL) == 0);
	pthread_join(thread, NULL);
	expect_killed(child, SIGTERM);
}
