/*
 * Guarantee: the vDSO that AT_SYSINFO_EHDR names is mapped r-xp, named [vdso], and starts with an ELF header.
 * Since: Linux 2.6; missing permissions were Frysk's bug 4704.
 * Source: vdso(7); proc(5), /proc/PID/maps.
 * 32-bit: yes
 */
#include "tracee.h"

#include <sys/auxv.h>

static void test(void)
{
	unsigned long vdso = getauxval(AT_SYSINFO_EHDR), from, to;
	char line[512], permissions[8];
	if (vdso == 0)
		skip("no vDSO here");
	FILE *maps = fopen("/proc/self/maps", "r");
	NEED(maps != NULL);
	while (fgets(line, sizeof line, maps) != NULL)
		if (sscanf(line, "%lx-%lx %7s", &from, &to, permissions) == 3 && from <= vdso && vdso < to) {
			CHECK(strcmp(permissions, "r-xp") == 0, "the line is %s", line);
			CHECK(strstr(line, "[vdso]") != NULL, "the line is %s", line);
			CHECK(memcmp((void *)vdso, ELFMAG, SELFMAG) == 0, "no ELF header");
			return;
		}
	fail("%#lx is in no line of maps", vdso);
}
