/*
 * Guarantee: PEEK and POKE overcome page protection of private mappings: POKE to a read-only page, both on one without any access.
 * Since: all versions with ptrace.
 * Source: kernel/ptrace.c, ptrace_access_vm(), FOLL_FORCE.
 * 32-bit: yes
 */
#include "tracee.h"

static void test(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned long *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), word;
	NEED(pages != MAP_FAILED);
	unsigned long *none = pages + page / sizeof word;
	pages[0] = 11;
	none[0] = 12;
	NEED(mprotect(pages, page, PROT_READ) == 0 && mprotect(none, page, PROT_NONE) == 0);
	pid_t pid = spawn_traced(NULL, NULL);
	MUST(pt(PTRACE_POKEDATA, pid, pages, 21));
	MUST(pt(PTRACE_PEEKDATA, pid, pages, &word));
	CHECK(word == 21, "read-only: %lu", word);
	MUST(pt(PTRACE_PEEKDATA, pid, none, &word));
	CHECK(word == 12, "no access: %lu", word);
	MUST(pt(PTRACE_POKEDATA, pid, none, 22));
	MUST(pt(PTRACE_PEEKDATA, pid, none, &word));
	CHECK(word == 22, "no access, written: %lu", word);
	CHECK(pages[0] == 11, "this process sees %lu", pages[0]);
	end_tracee(pid);
}
