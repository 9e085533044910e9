/* What is printed: the paper's lines, KTAP, or a JSON object a line. Repeated, text and KTAP tell each test once, at the end. */
#include "fsystest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct options *options;
static const struct tests *tests;
static int (*counts)[RESULTS]; /* per test */
static size_t told;

static bool is_bad(enum result result) { return result == FAIL || result == XPASS || result == UNRESOLVED; }

void report_begin(const struct options *the_options, const struct tests *the_tests)
{
	options = the_options;
	tests = the_tests;
	counts = calloc(tests->count, sizeof *counts);
	if (counts == NULL)
		exit(2);
	if (options->format == KTAP)
		printf("KTAP version 1\n1..%zu\n", tests->count);
}

static void output(const char *prefix, const struct outcome *outcome)
{
	static char text[OUTPUT_HEAD + OUTPUT_TAIL + 128];
	write_lines(prefix, text, output_of(outcome, text, sizeof text));
}

static void ktap(size_t index, const struct outcome *outcome, enum result result)
{
	const char *directive = result == SKIP ? "SKIP" : result == XFAIL ? "XFAIL" : result == XPASS ? "XPASS" : "ERROR";
	const char *note = outcome->note;
	if (is_bad(result))
		output("# ", outcome);
	printf("%s %zu %s", is_bad(result) ? "not ok" : "ok", index + 1, tests->test[index].name);
	if (outcome->timed_out)
		directive = "TIMEOUT";
	if (result != PASS && result != FAIL)
		printf(" # %s %s", directive, note);
	printf("\n");
	if ((result == PASS || result == FAIL) && note[0] != 0)
		printf("# %s\n", note);
}

static void json(size_t index, const struct outcome *outcome, int round)
{
	static char text[OUTPUT_HEAD + OUTPUT_TAIL + 128];
	const struct test *test = &tests->test[index];
	printf("{\"test\":\"%s\",\"round\":%d,\"result\":\"%s\",\"seconds\":%.3f", test->name, round, result_words[outcome->result], outcome->seconds);
	printf(",\"expected\":\"%s\"", test->expect == EXPECT_XFAIL ? "XFAIL" : test->expect == EXPECT_SKIP ? "SKIP" : "PASS");
	if (test->reason != NULL) {
		printf(",\"reason\":");
		write_json(test->reason, strlen(test->reason));
	}
	if (outcome->exit >= 0)
		printf(",\"exit\":%d", outcome->exit);
	if (outcome->signal > 0)
		printf(",\"signal\":%d", outcome->signal);
	printf(",\"timeout\":%s,\"leaked\":%d,\"note\":", outcome->timed_out ? "true" : "false", outcome->leaked);
	write_json(outcome->note, strlen(outcome->note));
	if (outcome->result != PASS) {
		printf(",\"outputBytes\":%llu,\"output\":", (unsigned long long)outcome->output_bytes);
		write_json(text, output_of(outcome, text, sizeof text));
	}
	printf("}\n");
}

static void text(size_t index, const struct outcome *outcome)
{
	enum result result = outcome->result;
	bool odd = is_bad(result) || outcome->leaked > 0 || outcome->stopped_slot;
	printf("%s: %s\n", result_words[result], tests->test[index].name);
	if (outcome->note[0] != 0 && (odd || options->verbose))
		printf("  %s\n", outcome->note);
	if (is_bad(result))
		output("  | ", outcome);
}

void report_result(size_t index, const struct outcome *outcome, int round)
{
	enum result result = outcome->result;
	bool changed = round > 1 && counts[index][result] == 0;
	counts[index][result]++;
	told++;
	if (options->format == JSON) {
		json(index, outcome, round);
	} else if (options->repeat == 1) {
		if (options->format == KTAP)
			ktap(index, outcome, result);
		else
			text(index, outcome);
	} else if (is_bad(result) || changed) {
		printf("# round %d: %s: %s: %s\n", round, result_words[result], tests->test[index].name, outcome->note);
		output("# | ", outcome);
	}
	fflush(stdout);
}

/* After repetitions: one line a test. Several results of one test make it flaky. */
static int tell_repeated(size_t index)
{
	const struct test *test = &tests->test[index];
	int kinds = 0, last = 0;
	char line[128] = "";
	for (int result = 0; result < RESULTS; result++)
		if (counts[index][result] > 0) {
			kinds++;
			last = result;
			size_t used = strlen(line);
			snprintf(line + used, sizeof line - used, "%s%d %s", used == 0 ? "" : ", ", counts[index][result], result_words[result]);
		}
	bool bad = kinds != 1 || is_bad((enum result)last);
	if (options->format == TEXT && kinds == 1)
		printf("%s: %s\n", result_words[last], test->name);
	if (options->format == TEXT && kinds > 1)
		printf("FLAKY: %s (%s)\n", test->name, line);
	if (options->format == KTAP) {
		printf("%s %zu %s", bad ? "not ok" : "ok", index + 1, test->name);
		if (kinds == 1 && last != PASS && last != FAIL)
			printf(" # %s", last == UNRESOLVED ? "ERROR" : result_words[last]);
		printf("\n");
		if (kinds > 1)
			printf("# flaky: %s\n", line);
	}
	return kinds > 1;
}

int report_end(void)
{
	int sums[RESULTS] = {0}, bad = 0, flaky = 0;
	for (size_t i = 0; i < tests->count; i++) {
		if (options->repeat > 1)
			flaky += tell_repeated(i);
		for (int result = 0; result < RESULTS; result++) {
			sums[result] += counts[i][result];
			bad += is_bad((enum result)result) ? counts[i][result] : 0;
		}
	}
	if (options->format == JSON) {
		printf("{\"summary\":{\"tests\":%zu,\"rounds\":%d", tests->count, options->repeat);
		for (int result = 0; result < RESULTS; result++)
			printf(",\"%s\":%d", result_words[result], sums[result]);
		printf("}}\n");
	} else {
		printf("# %zu tests", tests->count);
		if (options->repeat > 1)
			printf(", %d rounds, %d flaky", options->repeat, flaky);
		for (int result = 0; result < RESULTS; result++)
			if (sums[result] > 0)
				printf("%s %d %s", result == 0 ? ":" : ",", sums[result], result_words[result]);
		printf("\n");
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		return 2;
	return bad > 0 || flaky > 0 || told != tests->count * (size_t)options->repeat;
}
