/*
 * Guarantee: PEEKDATA and POKEDATA work at unaligned addresses and over a page boundary; an unmapped address gives EIO.
 * Since: all versions with ptrace.
 * Source: ptrace(2), "ERRORS", EIO; kernel/ptrace.c, generic_ptrace_peekdata().
 * 32-bit: yes
 */
#include "tracee.h"

static void test(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	unsigned char *pages = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	NEED(pages != MAP_FAILED && munmap(pages + 2 * page, page) == 0);
	for (size_t i = 0; i < 2 * page; i++)
		pages[i] = (unsigned char)(i * 7);
	pid_t pid = spawn_traced(NULL, NULL);
	unsigned long word, value = (unsigned long)0x1122334455667788ULL;
	size_t at[] = {0, 1, page - 3, page - 1, 2 * page - sizeof word};
	for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
		MUST(pt(PTRACE_PEEKDATA, pid, pages + at[i], &word));
		CHECK(memcmp(&word, pages + at[i], sizeof word) == 0, "PEEK at offset %zu gives %#lx", at[i], word);
		MUST(pt(PTRACE_POKEDATA, pid, pages + at[i], value));
		MUST(pt(PTRACE_PEEKDATA, pid, pages + at[i], &word));
		CHECK(word == value, "after POKE at offset %zu: %#lx", at[i], word);
		memcpy(&word, pages + at[i], sizeof word);
		CHECK(word != value, "POKE reached this process");
		memcpy(&word, pages + at[i], sizeof word);
		MUST(pt(PTRACE_POKEDATA, pid, pages + at[i], word));
	}
	MUST_ERR(pt(PTRACE_PEEKDATA, pid, pages + 2 * page, &word), EIO);
	MUST_ERR(pt(PTRACE_POKEDATA, pid, pages + 2 * page, value), EIO);
	MUST_ERR(pt(PTRACE_PEEKDATA, pid, 0, &word), EIO);
	end_tracee(pid);
}
