/*
 * Guarantee: /proc/PID/coredump_filter is 0x33 by default, can be set, and is inherited over fork.
 * Since: Linux 2.6.23; this default with CONFIG_CORE_DUMP_DEFAULT_ELF_HEADERS, and unless a boot parameter changes it.
 * Source: core(5), "Controlling which mappings are written"; fs/proc/base.c.
 */
#include "tracee.h"

static int body(void *unused)
{
	char text[32];
	(void)unused;
	return read_file("/proc/self/coredump_filter", text, sizeof text) > 0 && strtoul(text, NULL, 16) == 0x7 ? 4 : 5;
}

static void test(void)
{
	char text[32], options[4096];
	if (read_file("/proc/self/coredump_filter", text, sizeof text) < 0)
		skip("no coredump_filter here");
	if (read_file("/proc/cmdline", options, sizeof options) <= 0 || strstr(options, "coredump_filter=") == NULL)
		CHECK(strtoul(text, NULL, 16) == 0x33, "the default is %s", text);
	CHECK(write_file("/proc/self/coredump_filter", "0x7"), "it cannot be set");
	expect_exit(spawn(body, NULL), 4);
}
