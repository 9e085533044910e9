/*
 * Guarantee: a crash of a process with 3 threads writes an ELF core file with one NT_PRSTATUS and one NT_PRFPREG a thread, and one each of NT_PRPSINFO,
 * NT_AUXV, NT_FILE and NT_SIGINFO; the status has WCOREDUMP.
 * Since: Linux 3.7 (NT_FILE, NT_SIGINFO).
 * Source: core(5); fs/binfmt_elf.c, fill_note_info().
 */
#include "corefile.h"

static struct gate started;

static void *thread_body(void *unused)
{
	gate_open(&started);
	idle_body(NULL);
	return unused;
}

static int body(void *unused)
{
	pthread_t thread;
	(void)unused;
	core_limit(RLIM_INFINITY);
	for (int i = 0; i < 2; i++) {
		NEED(pthread_create(&thread, NULL, thread_body, NULL) == 0);
		gate_wait(&started);
	}
	crash();
}

static void test(void)
{
	int status;
	size_t length = 0;
	if (sizeof(long) != 8)
		skip("reads 64-bit core files");
	core_prepare();
	started = new_gate();
	pid_t pid = spawn(body, NULL);
	wait_for(pid, &status, 0);
	const Elf64_Ehdr *core = core_take(pid, &length);
	core_done();
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV && WCOREDUMP(status), "status %#x", (unsigned)status);
	CHECK(core != NULL, "no core file");
	CHECK(length > sizeof *core && memcmp(core->e_ident, ELFMAG, SELFMAG) == 0 && core->e_type == ET_CORE, "no ELF core file");
	static const struct { unsigned type; int count; const char *name; } expected[] = {
		{NT_PRSTATUS, 3, "NT_PRSTATUS"}, {NT_PRFPREG, 3, "NT_PRFPREG"}, {NT_PRPSINFO, 1, "NT_PRPSINFO"},
		{NT_AUXV, 1, "NT_AUXV"}, {0x46494c45, 1, "NT_FILE"}, {0x53494749, 1, "NT_SIGINFO"},
	};
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		int count = core_notes(core, length, expected[i].type);
		CHECK(count == expected[i].count, "%d of %s, not %d", count, expected[i].name, expected[i].count);
	}
}
