/*
 * The catalogue: a test a line, NAME EXPECT KERNELS MACHINE NEEDS [-- EXPLANATION]; README.md describes it. Of several lines with one name the first
 * that fits kernel and machine counts.
 */
#include "fsystest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *file;
static int line_number;

static void __attribute__((noreturn)) wrong(const char *what, const char *text)
{
	fprintf(stderr, "fsystest: %s:%d: %s: %s\n", file, line_number, what, text);
	exit(2);
}

static void *must(void *memory)
{
	if (memory == NULL) {
		fprintf(stderr, "fsystest: out of memory\n");
		exit(2);
	}
	return memory;
}

/* By numbers: 6.9 < 6.10, 6.1 = 6.1.0; what follows the numbers of a release (-50-cloud) does not count. */
int compare_releases(const char *a, const char *b)
{
	for (int part = 0; part < 4; part++) {
		char *end_a, *end_b;
		unsigned long x = strtoul(a, &end_a, 10), y = strtoul(b, &end_b, 10);
		if (x != y)
			return x < y ? -1 : 1;
		bool more_a = *end_a == '.' && end_a != a, more_b = *end_b == '.' && end_b != b;
		a = more_a ? end_a + 1 : "";
		b = more_b ? end_b + 1 : "";
	}
	return 0;
}

/* RANGE is *, >=A, <B, or A..B which means >=A and <B. */
static bool in_range(const char *range, const char *kernel)
{
	char *dots = strstr(range, "..");
	if (strcmp(range, "*") == 0)
		return true;
	if (strncmp(range, ">=", 2) == 0 && range[2] >= '0' && range[2] <= '9')
		return compare_releases(kernel, range + 2) >= 0;
	if (range[0] == '<' && range[1] >= '0' && range[1] <= '9')
		return compare_releases(kernel, range + 1) < 0;
	if (dots != NULL && range[0] >= '0' && range[0] <= '9' && dots[2] >= '0' && dots[2] <= '9') {
		char from[32];
		snprintf(from, sizeof from, "%.*s", (int)(dots - range), range);
		return compare_releases(kernel, from) >= 0 && compare_releases(kernel, dots + 2) < 0;
	}
	wrong("kernels are *, >=A, <B or A..B, not", range);
}

static void parse_expectation(char *text, struct test *test)
{
	if (strcmp(text, "PASS") == 0) {
		test->expect = EXPECT_PASS;
	} else if (strcmp(text, "SKIP") == 0) {
		test->expect = EXPECT_SKIP;
	} else if (strcmp(text, "HELPER") == 0) {
		test->expect = EXPECT_HELPER;
	} else if (strncmp(text, "XFAIL:", 6) == 0 && text[6] != 0) {
		test->expect = EXPECT_XFAIL;
		test->reason = must(strdup(text + 6));
	} else {
		wrong("expected is PASS, XFAIL:REASON, SKIP or HELPER, not", text);
	}
}

static void parse_needs(char *text, struct test *test)
{
	char *rest = NULL;
	for (char *need = strtok_r(text, ",", &rest); need != NULL; need = strtok_r(NULL, ",", &rest)) {
		if (strcmp(need, "root") == 0)
			test->root = true;
		else if (strcmp(need, "alone") == 0)
			test->alone = true;
		else if (strncmp(need, "limit=", 6) == 0 && atoi(need + 6) > 0)
			test->limit = atoi(need + 6);
		else if (strcmp(need, "-") != 0)
			wrong("needs are root, alone, limit=SECONDS or -, not", need);
	}
}

/* A name becomes a path below the suite's directory, so it may not lead out of it. */
static void check_name(const char *name)
{
	if (name[0] == '/' || strstr(name, "..") != NULL || strchr(name, '/') == NULL || strpbrk(name, "\"\\%*?[") != NULL)
		wrong("a name is AREA/TEST, not", name);
}

static struct test *find(struct tests *tests, const char *name)
{
	for (size_t i = 0; i < tests->count; i++)
		if (strcmp(tests->test[i].name, name) == 0)
			return &tests->test[i];
	return NULL;
}

static void parse_line(char *line, struct tests *tests, bool **decided, const char *kernel, const char *machine)
{
	char *explanation = strstr(line, " -- "), *rest = NULL, *field[5], *extra;
	if (explanation != NULL) {
		*explanation = 0;
		explanation += 4;
		explanation += strspn(explanation, " \t");
	}
	for (int i = 0; i < 5; i++)
		if ((field[i] = strtok_r(i == 0 ? line : NULL, " \t", &rest)) == NULL)
			wrong("a line is NAME EXPECT KERNELS MACHINE NEEDS [-- EXPLANATION]; the line ends after", i == 0 ? "nothing" : field[i - 1]);
	if ((extra = strtok_r(NULL, " \t", &rest)) != NULL)
		wrong("too much on the line", extra);
	check_name(field[0]);
	struct test parsed = {.name = field[0], .explanation = explanation == NULL ? "" : explanation};
	parse_expectation(field[1], &parsed);
	parse_needs(field[4], &parsed);
	if ((parsed.expect == EXPECT_XFAIL || parsed.expect == EXPECT_SKIP) && parsed.explanation[0] == 0)
		wrong("an XFAIL or SKIP needs an explanation", field[0]);
	bool fits = in_range(field[2], kernel) && (strcmp(field[3], "*") == 0 || strcmp(field[3], machine) == 0);
	struct test *test = find(tests, field[0]);
	if (test == NULL) {
		tests->test = must(realloc(tests->test, (tests->count + 1) * sizeof *tests->test));
		*decided = must(realloc(*decided, (tests->count + 1) * sizeof **decided));
		test = &tests->test[tests->count];
		*test = (struct test){.name = must(strdup(field[0])), .expect = EXPECT_SKIP, .explanation = must(strdup("the catalogue has no line for this kernel and machine"))};
		(*decided)[tests->count++] = false;
	}
	size_t at = (size_t)(test - tests->test);
	if (fits && !(*decided)[at]) {
		parsed.name = test->name;
		parsed.explanation = must(strdup(parsed.explanation));
		*test = parsed;
		(*decided)[at] = true;
	}
}

struct tests read_catalogue(const char *path, const char *kernel, const char *machine)
{
	struct tests tests = {NULL, 0};
	bool *decided = NULL;
	char line[1024];
	file = path;
	line_number = 0;
	FILE *in = fopen(path, "r");
	if (in == NULL) {
		fprintf(stderr, "fsystest: cannot read the catalogue %s: %s\n", path, strerror(errno));
		exit(2);
	}
	while (fgets(line, sizeof line, in) != NULL) {
		line_number++;
		size_t length = strcspn(line, "\n");
		if (line[length] == 0 && !feof(in))
			wrong("the line is too long or holds a zero byte", "");
		line[length] = 0;
		char *start = line + strspn(line, " \t");
		if (*start != 0 && *start != '#')
			parse_line(start, &tests, &decided, kernel, machine);
	}
	fclose(in);
	free(decided);
	if (tests.count == 0) {
		fprintf(stderr, "fsystest: the catalogue %s has no test\n", path);
		exit(2);
	}
	return tests;
}
