/* The runner's words. One process schedules (schedule.c), one a test runs it and contains it (slot.c); outcomes are in memory they share. */
#ifndef FSYSTEST_H
#define FSYSTEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define OUTPUT_HEAD 12288        /* bytes kept of a test's output: so many of its beginning ... */
#define OUTPUT_TAIL 4096         /* ... and so many of its end */
#define OUTPUT_LIMIT (8L << 20)  /* more output than this ends the test */
#define PROCESS_LIMIT 300        /* more processes than this end the test */

enum expect { EXPECT_PASS, EXPECT_XFAIL, EXPECT_SKIP, EXPECT_HELPER };
enum result { PASS, FAIL, SKIP, XFAIL, XPASS, UNRESOLVED, RESULTS };

extern const char *const result_words[RESULTS];

struct test {
	char *name;
	enum expect expect;
	char *reason;      /* of an XFAIL: the word that the test must say */
	char *explanation; /* never NULL */
	bool root, alone;
	int limit; /* seconds, 0 = the general one */
};

enum stage { WAITING, RUNNING, DONE };

struct outcome {
	volatile enum stage stage;
	pid_t slot;
	int exit;   /* exit code, -1 = none */
	int signal; /* that killed it, 0 = none */
	int start_error;
	bool timed_out, flooded, forked_on, killed_slot, not_run, unkillable;
	volatile bool stopped_slot;
	int leaked;
	char leaked_names[96];
	double seconds;
	uint64_t output_bytes;
	char head[OUTPUT_HEAD];
	char tail[OUTPUT_TAIL]; /* a ring: byte i of the output is at i % OUTPUT_TAIL */
	enum result result;
	char note[200]; /* one line: why */
};

enum format { TEXT, KTAP, JSON };

struct options {
	enum format format;
	int jobs, repeat, limit;
	bool list, verbose;
	const char *directory, *catalogue, *kernel, *machine;
};

struct tests {
	struct test *test;
	size_t count;
};

/* catalogue.c: reads the catalogue for one kernel release and machine; ends the program with 2 and a sentence when it cannot. */
struct tests read_catalogue(const char *path, const char *kernel, const char *machine);
int compare_releases(const char *a, const char *b);

/* cage.c: finding and ending everything a test started. */
struct cage {
	char path[256]; /* a cgroup of its own, "" = none */
};
void cage_open(struct cage *cage);
void cage_enter(const struct cage *cage);
int cage_count(char *names, size_t size);
bool cage_empty(struct cage *cage, pid_t group, int milliseconds);
void cage_close(struct cage *cage);

/* slot.c: runs one test in the calling process, which is then of no other use. */
void run_slot(const struct options *options, const struct test *test, struct cage *cage, struct outcome *outcome);

/* judge.c: what an outcome means. */
void judge(const struct test *test, struct outcome *outcome, int limit);
size_t output_of(const struct outcome *outcome, char *text, size_t size);

/* schedule.c: one round over all tests; tells the results in order. Ends the program with 128 + signal when it is told to stop. */
void run_round(const struct options *options, const struct tests *tests, struct outcome *outcomes, int round);

/* report.c */
void report_begin(const struct options *options, const struct tests *tests);
void report_result(size_t index, const struct outcome *outcome, int round);
int report_end(void); /* exit code of the program */

/* write.c: foreign bytes in our formats */
void write_lines(const char *prefix, const char *bytes, size_t count);
void write_json(const char *bytes, size_t count);

#endif
