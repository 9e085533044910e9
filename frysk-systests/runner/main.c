/* fsystest: runs the suite, or a part of it. README.md has the options, result words and exit codes. */
#include "fsystest.h"

#include "../include/reap.h"

#include <fnmatch.h>
#include <getopt.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/utsname.h>

static const char usage[] =
	"usage: fsystest [options] [AREA | AREA/TEST | PATTERN]...\n"
	"  --list           what would be run and what is expected, and why\n"
	"  --ktap           print KTAP version 1\n"
	"  --json           print a JSON object a line\n"
	"  --jobs N         run N tests at once (default: the number of processors)\n"
	"  --repeat N       run all of it N times and tell which tests are flaky\n"
	"  --timeout N      seconds for one test (default 30)\n"
	"  --verbose        tell why a test was skipped or is expected to fail\n"
	"  --dir PATH       where the tests are (default: beside this program)\n"
	"  --catalogue FILE which tests there are and what is expected (default: catalogue beside this program)\n"
	"  --kernel RELEASE, --machine NAME   expect what the catalogue says for these (default: uname)\n"
	"Ends with 0, or 1 when a test is FAIL, XPASS, UNRESOLVED or flaky, or 2 when it was called wrongly.\n";

static void __attribute__((noreturn)) wrong(const char *what, const char *text)
{
	fprintf(stderr, "fsystest: %s%s (fsystest --help tells the options)\n", what, text);
	exit(2);
}

static int number(const char *option, const char *text, int most)
{
	char *end;
	long value = strtol(text, &end, 10);
	if (*text == 0 || *end != 0 || value < 1 || value > most) {
		fprintf(stderr, "fsystest: --%s takes a number from 1 to %d, not '%s'\n", option, most, text);
		exit(2);
	}
	return (int)value;
}

static void parse(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {
		{"list", no_argument, NULL, 'l'}, {"ktap", no_argument, NULL, 't'}, {"json", no_argument, NULL, 'n'},
		{"jobs", required_argument, NULL, 'j'}, {"repeat", required_argument, NULL, 'r'}, {"timeout", required_argument, NULL, 's'},
		{"verbose", no_argument, NULL, 'v'}, {"dir", required_argument, NULL, 'd'}, {"catalogue", required_argument, NULL, 'c'},
		{"kernel", required_argument, NULL, 'k'}, {"machine", required_argument, NULL, 'm'}, {"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;
	while ((option = getopt_long(argc, argv, "hlvj:", known, NULL)) != -1)
		switch (option) {
		case 'l': options->list = true; break;
		case 't': options->format = KTAP; break;
		case 'n': options->format = JSON; break;
		case 'j': options->jobs = number("jobs", optarg, 64); break;
		case 'r': options->repeat = number("repeat", optarg, 100000); break;
		case 's': options->limit = number("timeout", optarg, 86400); break;
		case 'v': options->verbose = true; break;
		case 'd': options->directory = optarg; break;
		case 'c': options->catalogue = optarg; break;
		case 'k': options->kernel = optarg; break;
		case 'm': options->machine = optarg; break;
		case 'h': fputs(usage, stdout); exit(0);
		default: exit(2);
		}
}

static bool matches(const char *pattern, const char *name)
{
	size_t length = strlen(pattern);
	bool area = strncmp(pattern, name, length) == 0 && (name[length] == '/' || (length > 0 && pattern[length - 1] == '/'));
	return area || fnmatch(pattern, name, 0) == 0;
}

/* Keeps the tests that a pattern names, all without patterns. Helpers go away. A pattern that names nothing is an error. */
static void choose(struct tests *tests, char **patterns)
{
	size_t kept = 0;
	for (char **pattern = patterns; *pattern != NULL; pattern++) {
		bool found = false;
		for (size_t i = 0; i < tests->count; i++)
			found |= tests->test[i].expect != EXPECT_HELPER && matches(*pattern, tests->test[i].name);
		if (!found)
			wrong("no test is called ", *pattern);
	}
	for (size_t i = 0; i < tests->count; i++) {
		bool wanted = *patterns == NULL;
		for (char **pattern = patterns; *pattern != NULL; pattern++)
			wanted |= matches(*pattern, tests->test[i].name);
		if (wanted && tests->test[i].expect != EXPECT_HELPER)
			tests->test[kept++] = tests->test[i];
	}
	tests->count = kept;
}

static void list(const struct tests *tests)
{
	for (size_t i = 0; i < tests->count; i++) {
		const struct test *test = &tests->test[i];
		const char *expect = test->expect == EXPECT_XFAIL ? "XFAIL" : test->expect == EXPECT_SKIP ? "SKIP" : "PASS";
		printf("%-45s %-5s %s%s%s%s%s\n", test->name, expect, test->reason != NULL ? test->reason : "", test->root ? " [root]" : "",
		       test->alone ? " [alone]" : "", test->explanation[0] != 0 ? " " : "", test->explanation);
	}
}

/* The folder of this program, where tests and catalogue are. */
static const char *own_directory(void)
{
	static char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	if (length <= 0)
		wrong("cannot tell where this program is: no /proc? ", strerror(errno));
	path[length] = 0;
	*strrchr(path, '/') = 0;
	return path;
}

int main(int argc, char **argv)
{
	struct utsname machine;
	struct options options = {.jobs = (int)sysconf(_SC_NPROCESSORS_ONLN), .repeat = 1, .limit = 30};
	char catalogue[PATH_MAX + 16];
	uname(&machine);
	options.kernel = machine.release;
	options.machine = machine.machine;
	parse(argc, argv, &options);
	if (options.directory == NULL)
		options.directory = own_directory();
	if (options.catalogue == NULL) {
		snprintf(catalogue, sizeof catalogue, "%.4000s/catalogue", options.directory);
		options.catalogue = catalogue;
	}
	if (options.jobs < 1)
		options.jobs = 1;
	if (options.kernel[0] < '0' || options.kernel[0] > '9')
		wrong("a kernel release begins with a number, not ", options.kernel);
	struct tests tests = read_catalogue(options.catalogue, options.kernel, options.machine);
	choose(&tests, argv + optind);
	if (options.list) {
		list(&tests);
		return 0;
	}
	struct outcome *outcomes = mmap(NULL, tests.count * sizeof *outcomes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (outcomes == MAP_FAILED || prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0)
		wrong("cannot set up: ", strerror(errno));
	fresh_process();
	signal(SIGPIPE, SIG_IGN);
	report_begin(&options, &tests);
	for (int round = 1; round <= options.repeat; round++)
		run_round(&options, &tests, outcomes, round);
	return report_end();
}
