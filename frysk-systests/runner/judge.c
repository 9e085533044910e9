/* What an outcome means: a pure decision, with one line that says why. */
#include "fsystest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *const result_words[RESULTS] = {"PASS", "FAIL", "SKIP", "XFAIL", "XPASS", "UNRESOLVED"};

/* The kept output: its beginning, what is missing, its end. Returns the length; the text may hold any byte. */
size_t output_of(const struct outcome *outcome, char *text, size_t size)
{
	uint64_t total = outcome->output_bytes, head = total < OUTPUT_HEAD ? total : OUTPUT_HEAD;
	size_t used = head < size ? (size_t)head : size;
	memcpy(text, outcome->head, used);
	uint64_t tail = total > OUTPUT_HEAD + OUTPUT_TAIL ? OUTPUT_TAIL : total - head;
	if (total > head + tail && used + 80 < size)
		used += (size_t)snprintf(text + used, 80, "\n[... %llu bytes left out ...]\n", (unsigned long long)(total - head - tail));
	for (uint64_t at = total - tail; at < total && used < size; at++)
		text[used++] = outcome->tail[at % OUTPUT_TAIL];
	return used;
}

static bool says_reason(const struct outcome *outcome, const char *reason)
{
	char text[OUTPUT_HEAD + 1], wanted[80];
	size_t length = outcome->output_bytes < OUTPUT_HEAD ? (size_t)outcome->output_bytes : OUTPUT_HEAD;
	memcpy(text, outcome->head, length);
	text[length] = 0;
	snprintf(wanted, sizeof wanted, "# XFAIL-REASON: %s", reason);
	for (char *line = text; line != NULL; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncmp(line, wanted, strlen(wanted)) == 0 && (line[strlen(wanted)] == '\n' || line[strlen(wanted)] == 0))
			return true;
	}
	return false;
}

/* The first line of the output that is not empty or a directive, with nothing odd in it. */
static void first_line(const struct outcome *outcome, char *line, size_t size)
{
	size_t at = 0, used = 0, end = outcome->output_bytes < OUTPUT_HEAD ? (size_t)outcome->output_bytes : OUTPUT_HEAD;
	while (at < end && (outcome->head[at] == '\n' || outcome->head[at] == '#')) {
		while (at < end && outcome->head[at] != '\n')
			at++;
		at++;
	}
	for (; at < end && outcome->head[at] != '\n' && used + 1 < size; at++)
		line[used++] = outcome->head[at] >= ' ' && outcome->head[at] < 127 ? outcome->head[at] : '?';
	line[used] = 0;
	for (size_t i = 0; i < used; i++) /* a directive of KTAP may not come from a test */
		if (line[i] == '#')
			line[i] = '=';
}

#define NOTE(...) snprintf(outcome->note, sizeof outcome->note, __VA_ARGS__)

static enum result unresolved(const struct test *test, struct outcome *outcome, int limit)
{
	if (outcome->start_error != 0)
		NOTE("cannot be started: %s", strerror(outcome->start_error));
	else if (outcome->killed_slot)
		NOTE("its runner ended while it ran: killed by the test?");
	else if (outcome->timed_out)
		NOTE("not done within %d s, killed", test->limit > 0 ? test->limit : limit);
	else if (outcome->flooded)
		NOTE("wrote more than %ld MiB, killed", OUTPUT_LIMIT >> 20);
	else if (outcome->forked_on)
		NOTE("made more than %d processes, killed", PROCESS_LIMIT);
	else if (outcome->signal != 0)
		NOTE("killed by signal %d", outcome->signal);
	else
		return RESULTS;
	return UNRESOLVED;
}

static enum result result_of(const struct test *test, struct outcome *outcome, int limit)
{
	if (outcome->not_run)
		return SKIP;
	size_t length = strlen(test->name);
	bool for32 = length > 4 && strcmp(test->name + length - 4, ".m32") == 0;
	if (for32 && (outcome->start_error == ENOENT || outcome->start_error == ENOEXEC)) {
		NOTE("%s", outcome->start_error == ENOENT ? "was not built for 32 bits" : "this kernel runs no 32-bit programs");
		return SKIP;
	}
	enum result bad = unresolved(test, outcome, limit);
	if (bad != RESULTS)
		return bad;
	first_line(outcome, outcome->note, sizeof outcome->note);
	if (outcome->exit == 77)
		return SKIP;
	if (outcome->exit == 99)
		return UNRESOLVED;
	if (outcome->exit == 0) {
		if (test->expect != EXPECT_XFAIL)
			return PASS;
		NOTE("expected to fail with %s, but passed", test->reason);
		return XPASS;
	}
	if (test->expect == EXPECT_XFAIL && outcome->exit == 1 && says_reason(outcome, test->reason)) {
		NOTE("%s: %.150s", test->reason, test->explanation);
		return XFAIL;
	}
	if (outcome->note[0] == 0)
		NOTE("exit code %d", outcome->exit);
	return FAIL;
}

void judge(const struct test *test, struct outcome *outcome, int limit)
{
	outcome->result = result_of(test, outcome, limit);
	size_t used = strlen(outcome->note), left = sizeof outcome->note - used;
	const char *joint = used == 0 ? "" : "; ";
	if (outcome->unkillable)
		snprintf(outcome->note + used, left, "%sleft processes that cannot be killed", joint);
	else if (outcome->leaked > 0)
		snprintf(outcome->note + used, left, "%sleft %d process%s behind (%s), killed", joint, outcome->leaked, outcome->leaked == 1 ? "" : "es",
			 outcome->leaked_names);
	else if (outcome->stopped_slot)
		snprintf(outcome->note + used, left, "%sstopped its runner, which goes on", joint);
	for (char *c = outcome->note; *c != 0; c++)
		if (*c < ' ' || *c == 127)
			*c = '?';
}
