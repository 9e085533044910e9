/*
 * Stands in for QEMU in tests of profile.c: reads commands from standard input and calls the plugin as QEMU does.
 *
 *   t ADDRESS INSTRUCTIONS        translate a block (again)
 *   T ADDRESS COUNT               translate COUNT blocks of one instruction, 16 bytes apart
 *   x ADDRESS INSTRUCTIONS TIMES  execute the newest translation of it
 *   q                             QEMU ends
 */
#include "profile.c"

struct qemu_plugin_tb {
	uint64_t address;
	size_t instructions;
	uint64_t *counter;
	uint64_t add;
	exec_cb callback;
	void *data;
};

static tb_trans_cb translate;
static exit_cb at_end;
static struct qemu_plugin_tb translated[1 << 16];
static size_t count;

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id, tb_trans_cb cb)
{
	(void)id;
	translate = cb;
}

void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *tb, exec_cb cb, int flags, void *data)
{
	(void)flags;
	tb->callback = cb;
	tb->data = data;
}

void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *tb, int op, void *counter, uint64_t add)
{
	(void)op;
	tb->counter = counter;
	tb->add = add;
}

void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, exit_cb cb, void *data)
{
	(void)id;
	(void)data;
	at_end = cb;
}

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb)
{
	return tb->instructions;
}

uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *tb)
{
	return tb->address;
}

static void execute(uint64_t address, size_t instructions, uint64_t times)
{
	for (size_t i = count; i-- > 0;) {
		struct qemu_plugin_tb *tb = &translated[i];

		if (tb->address != address || tb->instructions != instructions)
			continue;
		*tb->counter += tb->add * times;
		if (tb->callback)
			tb->callback(0, tb->data);
		return;
	}
	abort();
}

int main(int argc, char **argv)
{
	uint64_t address, n, times;
	char command;

	if (qemu_plugin_install(1, NULL, argc - 1, argv + 1) != 0)
		return 1;
	while (scanf(" %c", &command) == 1 && command != 'q') {
		if (scanf("%" SCNx64 " %" SCNu64, &address, &n) != 2)
			return 2;
		if (command == 't') {
			struct qemu_plugin_tb *tb = &translated[count++];

			*tb = (struct qemu_plugin_tb){ .address = address, .instructions = n };
			translate(1, tb);
		} else if (command == 'T') {
			for (uint64_t i = 0; i < n; i++) {
				struct qemu_plugin_tb tb = { .address = address + 16 * i, .instructions = 1 };

				translate(1, &tb);
				*tb.counter += tb.add;
			}
		} else if (scanf("%" SCNu64, &times) == 1) {
			execute(address, n, times);
		}
	}
	at_end(1, NULL);
	return 0;
}
