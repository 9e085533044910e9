/*
 * map: prints where the kernel's code lies in this boot, for reading a profile of it.
 *
 *   map             notes, modules, and the first symbol of the kernel's own code
 *   map symbols     all text symbols, the whole gzip'd: a serial port is slow
 *
 * Lines: "notes HEX" (/sys/kernel/notes, the build id among them), "module NAME BYTES ADDRESS" and "ADDRESS NAME [MODULE]",
 * addresses in hexadecimal. It must be root: addresses are zeros for others.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_notes(FILE *to)
{
	FILE *notes = fopen("/sys/kernel/notes", "re");
	int c;

	fputs("notes ", to);
	while (notes && (c = getc(notes)) != EOF)
		fprintf(to, "%02x", c);
	fputc('\n', to);
	if (notes)
		fclose(notes);
}

static void write_modules(FILE *to)
{
	FILE *modules = fopen("/proc/modules", "re");
	char line[4096], name[64];
	unsigned long long address;
	long size;

	while (modules && fgets(line, sizeof(line), modules)) {
		char *last = strstr(line, " 0x");

		if (last && sscanf(line, "%63s %ld", name, &size) == 2 && sscanf(last, " 0x%llx", &address) == 1)
			fprintf(to, "module %s %ld %llx\n", name, size, address);
	}
	if (modules)
		fclose(modules);
}

/* Text symbols; only the first of the kernel's own code unless all are wanted. */
static void write_symbols(FILE *to, int all)
{
	FILE *symbols = fopen("/proc/kallsyms", "re");
	char line[1024], name[512], module[64];
	unsigned long long address;
	char type;

	while (symbols && fgets(line, sizeof(line), symbols)) {
		int words = sscanf(line, "%llx %c %511s [%63[^]]", &address, &type, name, module);

		if (words < 3 || !strchr("tTwW", type))
			continue;
		if (!all && strcmp(name, "_stext") != 0)
			continue;
		fprintf(to, "%llx %s%s%s\n", address, name, words == 4 ? " " : "", words == 4 ? module : "");
		if (!all)
			break;
	}
	if (symbols)
		fclose(symbols);
}

/* Root sees addresses unless this says that nobody does. */
static void allow_addresses(void)
{
	FILE *restricted = fopen("/proc/sys/kernel/kptr_restrict", "we");

	if (!restricted)
		return;
	fputs("0\n", restricted);
	fclose(restricted);
}

int main(int argc, char **argv)
{
	int all = argc == 2 && strcmp(argv[1], "symbols") == 0;
	FILE *to = all ? popen("/bin/gzip -c -3", "we") : stdout;

	if (!to) {
		fprintf(stderr, "map: gzip: %s\n", strerror(errno));
		return 1;
	}
	allow_addresses();
	write_notes(to);
	write_modules(to);
	write_symbols(to, all);
	if (fflush(to) != 0)
		return 1;
	return all ? pclose(to) != 0 : 0;
}
