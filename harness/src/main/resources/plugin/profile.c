/*
 * kpulse-profile: a QEMU plugin that counts, exactly, how often each block of kernel code was executed between marks.
 *
 *   -plugin profile.so,out=FILE[,blocks=N][,bytes=N]
 *
 * One counter a translated block is raised by code that QEMU puts into the block itself, so nothing of the guest is changed: not
 * its instructions, not its virtual time. A guest program marks a phase by calling one of 256 stubs at a fixed user address
 * (guest/mark.h); the plugin sees a block at such an address when it is translated and is called when it is executed. What it
 * writes (little endian; v: LEB128, s: zigzag LEB128):
 *
 *   "KPPROF1\n"
 *   'D' v:n, n times { s:address - previous address, v:instructions }   blocks not told yet; ids count from 0
 *   'M' v:mark v:user v:unkept v:n, n times { s:id - previous id, v:executions }   since the last mark, instructions of user code
 *                                                                       and of blocks beyond the limit
 *   'X'                                                                 the limit of bytes was reached; nothing follows but 'E'
 *   'E' v:marks                                                         the end; not there when QEMU was killed
 *
 * Recording begins with mark 0 and ends with mark 1; marks outside of that write nothing. A hostile guest can call marks as it
 * likes: that makes the file longer, up to the limit, and the number of marks wrong, which the reader notices.
 *
 * Declarations: version 1 of the plugin interface (QEMU 4.2 and later; docs/devel/tcg-plugins in QEMU's documentation).
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
typedef struct qemu_info_t qemu_info_t;

typedef void (*tb_trans_cb)(qemu_plugin_id_t id, struct qemu_plugin_tb *tb);
typedef void (*exit_cb)(qemu_plugin_id_t id, void *data);
typedef void (*exec_cb)(unsigned int cpu, void *data);

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, tb_trans_cb cb);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, exec_cb cb, int flags, void *data);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int op, void *counter, uint64_t add);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, exit_cb cb, void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb);

EXPORT int qemu_plugin_version = 1;

#define NO_REGISTERS 0 /* what a callback may touch */
#define ADD_U64 0      /* inline operation */

#define MARKS 0x10000000ULL /* as in guest/mark.h */
#define MARK_BYTES 64
#define MARK_COUNT 256
#define BEGIN 0
#define END 1

#define CHUNK 4096 /* blocks allocated together; a counter's address never changes */

struct block {
	uint64_t executions;
	uint64_t told; /* executions at the last mark */
	uint64_t address;
	uint32_t instructions;
	uint32_t id; /* in the file, from 1; 0: not told yet */
};

static struct block **chunks;
static uint32_t blocks, most_blocks = 4u << 20;
static uint32_t *slots; /* open addressing: index of a block + 1 */
static uint32_t slot_count = 1u << 17;
static uint64_t user, user_told, unkept, unkept_told;
static uint64_t bytes, most_bytes = 64u << 20, marks;
static uint32_t told;
static uint64_t last_address;
static bool recording, full;
static FILE *out;

static struct block *at(uint32_t index)
{
	return &chunks[index / CHUNK][index % CHUNK];
}

static uint32_t hash(uint64_t address, uint32_t instructions)
{
	uint64_t x = (address ^ (uint64_t)instructions << 48) * 0x9e3779b97f4a7c15ULL;

	return (uint32_t)(x >> 32) & (slot_count - 1);
}

static bool grow(void)
{
	uint32_t *wider = calloc((size_t)slot_count * 2, sizeof(*wider));

	if (!wider)
		return false;
	free(slots);
	slots = wider;
	slot_count *= 2;
	for (uint32_t i = 0; i < blocks; i++) {
		uint32_t slot = hash(at(i)->address, at(i)->instructions);

		while (slots[slot])
			slot = (slot + 1) & (slot_count - 1);
		slots[slot] = i + 1;
	}
	return true;
}

/* The block's counters, kept for ever: a block is translated again and again. NULL: there are too many. */
static struct block *find(uint64_t address, uint32_t instructions)
{
	uint32_t slot = hash(address, instructions);
	struct block *found;

	for (; slots[slot]; slot = (slot + 1) & (slot_count - 1)) {
		found = at(slots[slot] - 1);
		if (found->address == address && found->instructions == instructions)
			return found;
	}
	if (blocks == most_blocks)
		return NULL;
	if (blocks % CHUNK == 0) {
		chunks[blocks / CHUNK] = calloc(CHUNK, sizeof(struct block));
		if (!chunks[blocks / CHUNK])
			return NULL;
	}
	slots[slot] = ++blocks;
	found = at(blocks - 1);
	found->address = address;
	found->instructions = instructions;
	if (blocks > slot_count / 2 && !grow())
		most_blocks = blocks;
	return found;
}

static void put(int c)
{
	putc(c, out);
	bytes++;
}

static void number(uint64_t n)
{
	for (; n > 127; n >>= 7)
		put((int)(n & 127) | 128);
	put((int)n);
}

static void tell_new(void)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < blocks; i++)
		count += at(i)->id == 0 && at(i)->executions != at(i)->told;
	if (count == 0)
		return;
	put('D');
	number(count);
	for (uint32_t i = 0; i < blocks; i++) {
		struct block *block = at(i);

		if (block->id != 0 || block->executions == block->told)
			continue;
		block->id = ++told;
		int64_t step = (int64_t)(block->address - last_address);
		number((uint64_t)step << 1 ^ (uint64_t)(step >> 63));
		number(block->instructions);
		last_address = block->address;
	}
}

static void tell(unsigned int mark)
{
	uint32_t count = 0, previous = 0;

	tell_new();
	for (uint32_t i = 0; i < blocks; i++)
		count += at(i)->executions != at(i)->told;
	put('M');
	number(mark);
	number(user - user_told);
	number(unkept - unkept_told);
	number(count);
	/* Ids were given in the order of blocks, but over several marks: a smaller one may follow, so steps are zigzag. */
	for (uint32_t i = 0; i < blocks; i++) {
		struct block *block = at(i);

		if (block->executions == block->told)
			continue;
		int64_t step = (int64_t)block->id - 1 - (int64_t)previous;
		number((uint64_t)step << 1 ^ (uint64_t)(step >> 63));
		number(block->executions - block->told);
		previous = block->id - 1;
	}
}

static void forget(void)
{
	for (uint32_t i = 0; i < blocks; i++)
		at(i)->told = at(i)->executions;
	user_told = user;
	unkept_told = unkept;
}

static void on_mark(unsigned int cpu, void *data)
{
	unsigned int mark = (unsigned int)(uintptr_t)data;

	(void)cpu;
	if (full || (!recording && mark != BEGIN))
		return;
	if (!recording || mark == BEGIN)
		forget(); /* what happened since belongs to nothing */
	marks++;
	tell(mark);
	forget();
	recording = mark != END;
	if (bytes > most_bytes) {
		full = true;
		put('X');
	}
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	uint64_t address = qemu_plugin_tb_vaddr(tb);
	size_t instructions = qemu_plugin_tb_n_insns(tb);
	struct block *block;

	(void)id;
	if (address >> 63 == 0) {
		qemu_plugin_register_vcpu_tb_exec_inline(tb, ADD_U64, &user, instructions);
		if (address >= MARKS && address < MARKS + MARK_COUNT * MARK_BYTES && address % MARK_BYTES == 0)
			qemu_plugin_register_vcpu_tb_exec_cb(tb, on_mark, NO_REGISTERS,
							     (void *)(uintptr_t)((address - MARKS) / MARK_BYTES));
		return;
	}
	block = find(address, (uint32_t)instructions);
	if (block)
		qemu_plugin_register_vcpu_tb_exec_inline(tb, ADD_U64, &block->executions, 1);
	else
		qemu_plugin_register_vcpu_tb_exec_inline(tb, ADD_U64, &unkept, instructions);
}

static void at_exit(qemu_plugin_id_t id, void *data)
{
	(void)id;
	(void)data;
	put('E');
	number(marks);
	fclose(out);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++) {
		if (strncmp(argv[i], "out=", 4) == 0)
			out = fopen(argv[i] + 4, "wb");
		else if (strncmp(argv[i], "blocks=", 7) == 0)
			most_blocks = (uint32_t)strtoul(argv[i] + 7, NULL, 10);
		else if (strncmp(argv[i], "bytes=", 6) == 0)
			most_bytes = strtoull(argv[i] + 6, NULL, 10);
	}
	slots = calloc(slot_count, sizeof(*slots));
	chunks = calloc(most_blocks / CHUNK + 1, sizeof(*chunks));
	if (!out || !slots || !chunks) {
		fprintf(stderr, "kpulse-profile: no output file, or no memory\n");
		return 1;
	}
	fputs("KPPROF1\n", out);
	qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
	qemu_plugin_register_atexit_cb(id, at_exit, NULL);
	return 0;
}
