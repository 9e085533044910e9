/* Foreign bytes in our formats: whatever a test prints, a line of it stays below its prefix, and JSON stays valid UTF-8. */
#include "fsystest.h"

#include <stdio.h>

/* Length of the valid UTF-8 sequence that begins here, 0 = none. */
static size_t sequence(const unsigned char *at, size_t left)
{
	size_t length = *at < 0x80 ? 1 : *at >= 0xc2 && *at < 0xe0 ? 2 : *at >= 0xe0 && *at < 0xf0 ? 3 : *at >= 0xf0 && *at < 0xf5 ? 4 : 0;
	if (length == 0 || length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	bool overlong = (*at == 0xe0 && at[1] < 0xa0) || (*at == 0xf0 && at[1] < 0x90);
	bool outside = (*at == 0xed && at[1] >= 0xa0) || (*at == 0xf4 && at[1] >= 0x90);
	return overlong || outside ? 0 : length;
}

void write_lines(const char *prefix, const char *bytes, size_t count)
{
	const unsigned char *at = (const unsigned char *)bytes, *end = at + count;
	bool fresh = true;
	while (at < end) {
		if (fresh)
			fputs(prefix, stdout);
		fresh = *at == '\n';
		size_t length = sequence(at, (size_t)(end - at));
		bool plain = fresh || *at == '\t' || (length > 0 && *at >= ' ' && *at != 127 && !(length == 2 && *at == 0xc2 && at[1] < 0xa0));
		if (plain)
			fwrite(at, 1, length, stdout);
		else
			putchar('?');
		at += length > 0 ? length : 1;
	}
	if (!fresh)
		putchar('\n');
}

void write_json(const char *bytes, size_t count)
{
	const unsigned char *at = (const unsigned char *)bytes, *end = at + count;
	putchar('"');
	while (at < end) {
		size_t length = sequence(at, (size_t)(end - at));
		if (*at == '"' || *at == '\\')
			printf("\\%c", *at);
		else if (*at < ' ' || *at == 127)
			printf("\\u%04x", *at);
		else if (length == 0)
			fputs("\\ufffd", stdout);
		else
			fwrite(at, 1, length, stdout);
		at += length > 0 ? length : 1;
	}
	putchar('"');
}
