/* One round over the tests: as many slots at once as jobs, then one by one those that must be alone. */
#include "fsystest.h"

#include "../include/reap.h"

#include <sys/mman.h>

static volatile sig_atomic_t told_to_end;

static void on_signal(int sig) { told_to_end = sig; }

static struct cage *cages;

static void begin(const struct options *options, const struct test *test, struct outcome *outcome, struct cage *cage)
{
	memset(outcome, 0, offsetof(struct outcome, head));
	outcome->exit = -1;
	outcome->note[0] = 0;
	outcome->stage = RUNNING;
	if (test->expect == EXPECT_SKIP || (test->root && geteuid() != 0)) {
		outcome->not_run = true;
		snprintf(outcome->note, sizeof outcome->note, "%s", test->expect == EXPECT_SKIP ? test->explanation : "needs root");
		return;
	}
	cage_open(cage);
	fflush(NULL);
	pid_t slot = fork(); /* not into shared memory, where the child would write its 0 */
	if (slot == 0) {
		run_slot(options, test, cage, outcome);
		_exit(0);
	}
	outcome->slot = slot;
	if (slot < 0)
		outcome->start_error = errno;
}

static void end(const struct options *options, const struct test *test, struct outcome *outcome, struct cage *cage)
{
	judge(test, outcome, options->limit);
	outcome->stage = DONE;
	if (!outcome->not_run)
		cage_close(cage);
}

/* Whether a child of this process is a slot; all others are what a killed slot left. */
static bool is_slot(pid_t pid, const struct tests *tests, const struct outcome *outcomes)
{
	for (size_t i = 0; i < tests->count; i++)
		if (outcomes[i].stage == RUNNING && outcomes[i].slot == pid)
			return true;
	return false;
}

struct strays {
	const struct tests *tests;
	const struct outcome *outcomes;
};

static int kill_stray(pid_t pid, void *arg)
{
	const struct strays *strays = arg;
	return parent_of(pid) == getpid() && !is_slot(pid, strays->tests, strays->outcomes) && kill(pid, SIGKILL) == 0;
}

/* A slot was killed: its test died with it, what else it started comes to this process as it loses its parents. */
static void kill_strays(const struct tests *tests, const struct outcome *outcomes, const struct cage *cage)
{
	struct strays strays = {tests, outcomes};
	struct timespec tick = {0, 2000000};
	char path[300];
	snprintf(path, sizeof path, "%s/cgroup.kill", cage->path);
	FILE *file = cage->path[0] == 0 ? NULL : fopen(path, "we");
	if (file != NULL) {
		fputs("1", file);
		fclose(file);
	}
	for (int quiet = 0, pass = 0; quiet < 5 && pass < 1000; pass++) {
		quiet = each_process(kill_stray, &strays) == 0 ? quiet + 1 : 0;
		nanosleep(&tick, NULL);
	}
}

static void stop_all(const struct tests *tests, struct outcome *outcomes)
{
	for (size_t i = 0; i < tests->count; i++)
		if (outcomes[i].stage == RUNNING && outcomes[i].slot > 0)
			kill(outcomes[i].slot, SIGTERM);
	for (size_t i = 0; i < tests->count; i++)
		if (outcomes[i].stage == RUNNING && outcomes[i].slot > 0) {
			while (waitpid(outcomes[i].slot, NULL, 0) < 0 && errno == EINTR)
				;
			cage_close(&cages[i]);
		}
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	kill_below((int64_t)now.tv_sec * 1000 + 5000);
	fprintf(stderr, "fsystest: ended by signal %d; the tests that ran are killed\n", (int)told_to_end);
	fflush(NULL);
	_exit(128 + (int)told_to_end);
}

/* Waits for one slot to end; gives its index. */
static size_t wait_for_slot(const struct tests *tests, struct outcome *outcomes)
{
	for (;;) {
		int status;
		pid_t pid = waitpid(-1, &status, WUNTRACED);
		if (told_to_end)
			stop_all(tests, outcomes);
		if (pid < 0 && errno == ECHILD) {
			fprintf(stderr, "fsystest: a test is to be waited for, but there is none: a fault of this program\n");
			_exit(70);
		}
		for (size_t i = 0; pid > 0 && i < tests->count; i++) {
			if (outcomes[i].stage != RUNNING || outcomes[i].slot != pid)
				continue;
			if (WIFSTOPPED(status)) {
				outcomes[i].stopped_slot = true;
				kill(pid, SIGCONT);
				break;
			}
			if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
				outcomes[i].killed_slot = true;
				outcomes[i].slot = 0;
				kill_strays(tests, outcomes, &cages[i]);
			}
			return i;
		}
	}
}

void run_round(const struct options *options, const struct tests *tests, struct outcome *outcomes, int round)
{
	struct sigaction action = {.sa_handler = on_signal};
	size_t told = 0;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	if (cages == NULL && (cages = calloc(tests->count, sizeof *cages)) == NULL)
		exit(2);
	for (size_t i = 0; i < tests->count; i++)
		outcomes[i].stage = WAITING;
	for (int alone = 0; alone < 2; alone++) {
		size_t next = 0;
		int running = 0;
		for (;;) {
			for (; next < tests->count && running < (alone ? 1 : options->jobs); next++) {
				if (tests->test[next].alone != (alone == 1))
					continue;
				begin(options, &tests->test[next], &outcomes[next], &cages[next]);
				if (outcomes[next].slot > 0)
					running++;
				else
					end(options, &tests->test[next], &outcomes[next], &cages[next]);
			}
			for (; told < tests->count && outcomes[told].stage == DONE; told++)
				report_result(told, &outcomes[told], round);
			if (running == 0 && next == tests->count)
				break;
			size_t ended = wait_for_slot(tests, outcomes);
			end(options, &tests->test[ended], &outcomes[ended], &cages[ended]);
			running--;
		}
	}
}
