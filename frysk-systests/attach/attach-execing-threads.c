/*
 * Guarantee wanted: PTRACE_ATTACH to a process whose exec waits for its tracer to reap a thread does not block for ever.
 * Known limitation: it does; the tracer blocks on cred_guard_mutex and so never reaps.
 * Since: seen in all versions; kselftest ptrace/vmaccess.c, "attach", is the same.
 * Source: kernel/ptrace.c, ptrace_attach(); fs/exec.c, de_thread().
 */
#include "tracee.h"

int role(const char *name, char **args)
{
	(void)name;
	(void)args;
	return 0;
}

static void *traced_thread(void *unused)
{
	NEED(pt(PTRACE_TRACEME, 0, 0, 0) == 0);
	return unused;
}

static int execing_body(void *unused)
{
	pthread_t thread;
	NEED(pthread_create(&thread, NULL, traced_thread, NULL) == 0);
	(void)unused;
	/* The thread is then a zombie that only its tracer, our parent, may reap; exec waits for that. */
	pthread_join(thread, NULL);
	exec_role("done", NULL);
}

static pid_t target;

static void *attacher(void *gate)
{
	(void)pt(PTRACE_ATTACH, target, 0, 0);
	gate_open(gate);
	return NULL;
}

/* Whether the target sleeps in its exec; the name is 0 in kernels without symbols. */
static bool in_exec(void)
{
	char path[48], text[64];
	snprintf(path, sizeof path, "/proc/%d/wchan", target);
	if (proc_state(target) != 'D' || read_file(path, text, sizeof text) <= 0)
		return false;
	return strstr(text, "de_thread") != NULL || strstr(text, "exec") != NULL || strcmp(text, "0") == 0;
}

static int tracer_body(void *unused)
{
	(void)unused;
	target = spawn(execing_body, NULL);
	until(in_exec());
	struct gate done = new_gate();
	pthread_t thread;
	NEED(pthread_create(&thread, NULL, attacher, &done) == 0);
	fcntl(done.end[0], F_SETFL, O_NONBLOCK);
	int64_t end = now_ms() + 1000;
	char byte;
	while (now_ms() < end) {
		if (read(done.end[0], &byte, 1) == 1)
			return 0;
		struct timespec tick = {0, 2000000};
		nanosleep(&tick, NULL);
	}
	return 3;
}

static void test(void)
{
	int status;
	wait_for(spawn(tracer_body, NULL), &status, 0);
	CHECK(WIFEXITED(status), "the tracer ended with %#x", (unsigned)status);
	if (WEXITSTATUS(status) == 3)
		known("BLOCKED", "PTRACE_ATTACH did not return within 1 s");
	CHECK(WEXITSTATUS(status) == 0, "the tracer exited with %d", WEXITSTATUS(status));
}
