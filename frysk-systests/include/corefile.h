/* For tests of core files: a directory of their own, a child that dumps there, and the notes of what it left. */
#ifndef COREFILE_H
#define COREFILE_H

#include "tracee.h"

#include <elf.h>
#include <sys/stat.h>

static char core_directory[] = "/tmp/fsystest-core-XXXXXX";

/* Whether a dump would be a file in the working directory; skips where it would not. The directory is removed by core_done(). */
static inline void core_prepare(void)
{
	char pattern[256];
	struct rlimit limit;
	if (read_file("/proc/sys/kernel/core_pattern", pattern, sizeof pattern) <= 0)
		skip("this kernel writes no core files");
	if (pattern[0] == '|' || pattern[0] == '\n' || strchr(pattern, '/') != NULL || strchr(pattern, '%') != NULL)
		skip("core files go elsewhere: %s", pattern);
	NEED(getrlimit(RLIMIT_CORE, &limit) == 0);
	if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < 16 << 20)
		skip("the hard limit allows no core files");
	NEED(mkdtemp(core_directory) != NULL && chdir(core_directory) == 0);
}

static inline void core_limit(rlim_t size)
{
	struct rlimit limit;
	NEED(getrlimit(RLIMIT_CORE, &limit) == 0);
	limit.rlim_cur = size;
	CHECK(setrlimit(RLIMIT_CORE, &limit) == 0, "setrlimit: %s", strerror(errno));
}

/* The core file of pid below the directory, mapped; NULL when there is none. The file is removed. */
static inline const Elf64_Ehdr *core_take(pid_t pid, size_t *length)
{
	char name[32];
	struct stat info;
	snprintf(name, sizeof name, "core.%d", pid);
	if (access(name, F_OK) != 0)
		strcpy(name, "core");
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	unlink(name);
	NEED(fstat(fd, &info) == 0);
	*length = (size_t)info.st_size;
	void *core = mmap(NULL, *length, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	return core == MAP_FAILED ? NULL : core;
}

static inline void core_done(void)
{
	if (chdir("/") == 0)
		rmdir(core_directory);
}

/* How many notes of the type there are. */
static inline int core_notes(const Elf64_Ehdr *core, size_t length, unsigned type)
{
	const char *base = (const char *)core;
	int count = 0;
	const Elf64_Phdr *headers = (const Elf64_Phdr *)(base + core->e_phoff);
	for (int i = 0; i < core->e_phnum; i++) {
		if (headers[i].p_type != PT_NOTE)
			continue;
		size_t at = headers[i].p_offset, end = at + headers[i].p_filesz;
		CHECK(end <= length, "the notes end behind the file");
		while (at + sizeof(Elf64_Nhdr) <= end) {
			const Elf64_Nhdr *note = (const Elf64_Nhdr *)(base + at);
			count += note->n_type == type;
			at += sizeof *note + ((note->n_namesz + 3U) & ~3U) + ((note->n_descsz + 3U) & ~3U);
		}
	}
	return count;
}

static inline void __attribute__((noreturn)) crash(void)
{
	raise(SIGSEGV);
	_exit(1);
}

#endif
