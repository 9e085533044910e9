/* For tests of uprobes: a function to probe in this very program, and where tracefs is. */
#ifndef UPROBE_H
#define UPROBE_H

#include "regs.h"

#include <sys/mount.h>
#include <sys/stat.h>

/* 8 nops, so that the probed instruction is one byte long and can be looked at. */
__attribute__((noinline, used)) static long probed(long x)
{
	__asm__ volatile("nop\nnop\nnop\nnop\nnop\nnop\nnop\nnop" : "+r"(x));
	return x * 2;
}

/* Offset of an address in this program's file, by its own maps. */
static inline unsigned long file_offset(unsigned long address)
{
	char line[512];
	unsigned long from, to, offset;
	FILE *maps = fopen("/proc/self/maps", "r");
	NEED(maps != NULL);
	while (fgets(line, sizeof line, maps) != NULL)
		if (sscanf(line, "%lx-%lx %*s %lx", &from, &to, &offset) == 3 && from <= address && address < to) {
			fclose(maps);
			return address - from + offset;
		}
	broken("%#lx is not mapped", address);
}

static inline const char *self_path(void)
{
	static char path[256];
	ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
	NEED(length > 0);
	path[length] = 0;
	return path;
}

#endif
