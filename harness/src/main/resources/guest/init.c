/*
 * Process 1 of the initramfs: loads modules, lays an overlay over the read-only guest image and hands over to the agent.
 * Told by the kernel command line: kpulse.root=DEVICE kpulse.channel=virtio|DEVICE kpulse.scratch=DEVICE|loop
 *
 * A program and not a script: under emulation a shell and its commands cost half a second of every boot. Busybox is beside it to
 * say on the console what the machine looks like when something is missing.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define TRIES 400 /* of 5 ms: devices appear when their driver has probed them */
#define PORTS "/sys/class/virtio-ports"

static char root[128], channel[128], scratch[128];

static void say(const char *path, const char *line)
{
	int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);

	if (fd >= 0 && write(fd, line, strlen(line)) >= 0)
		close(fd);
}

/* The last word of a guest that cannot start its job: to the results channel if there is one, to the console in any case. */
__attribute__((format(printf, 1, 2), noreturn)) static void fail(const char *format, ...)
{
	char reason[300], line[400];
	va_list args;
	pid_t child;

	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	snprintf(line, sizeof(line), "@kp fatal %s\n", reason);
	say(channel[0] == '/' ? channel : "/dev/console", line);
	snprintf(line, sizeof(line), "kpulse-init: %s\n", reason);
	say("/dev/console", line);
	child = fork();
	if (child == 0) {
		execl("/bin/busybox", "sh", "-c", "exec >/dev/console 2>&1; cat /proc/partitions /proc/mounts; ls " PORTS, (char *)NULL);
		_exit(127);
	}
	waitpid(child, NULL, 0);
	sync();
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

static void mount_or_fail(const char *type, const char *where, const char *options)
{
	if (mount(type, where, type, 0, options) < 0)
		fail("image: cannot mount %s on %s: %s", type, where, strerror(errno));
}

static void option(const char *word, const char *name, char *value, size_t size)
{
	size_t length = strlen(name);

	if (strncmp(word, name, length) == 0)
		snprintf(value, size, "%s", word + length);
}

static void read_command_line(void)
{
	static char line[4096];
	FILE *file = fopen("/proc/cmdline", "re");

	if (!file || !fgets(line, sizeof(line), file))
		fail("no kernel command line");
	fclose(file);
	for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
		option(word, "kpulse.root=", root, sizeof(root));
		option(word, "kpulse.channel=", channel, sizeof(channel));
		option(word, "kpulse.scratch=", scratch, sizeof(scratch));
	}
}

static void load_modules(void)
{
	char path[256], line[400];
	FILE *order = fopen("/modules.order", "re");

	while (order && fgets(path, sizeof(path), order)) {
		int fd;

		path[strcspn(path, "\n")] = 0;
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0 || (syscall(SYS_finit_module, fd, "", 0) < 0 && errno != EEXIST)) {
			snprintf(line, sizeof(line), "kpulse-init: %s did not load: %s\n", path, strerror(errno));
			say("/dev/console", line);
		}
		if (fd >= 0)
			close(fd);
	}
	if (order)
		fclose(order);
}

/* Where a crash is to leave a dump, /dump/ holds what that needs; see guest/dump.c. */
static void arm_for_crash(void)
{
	int status;
	pid_t child;

	if (access("/dump/dump", X_OK) < 0)
		return;
	child = fork();
	if (child == 0) {
		execl("/dump/dump", "dump", (char *)NULL);
		_exit(127);
	}
	waitpid(child, &status, 0);
}

/* Finds the virtio port of that name; its device is /dev/<directory>. */
static int find_port(const char *wanted)
{
	DIR *ports = opendir(PORTS);
	struct dirent *each;
	char path[400], name[64];
	int found = 0;

	while (ports && !found && (each = readdir(ports))) {
		FILE *file;

		snprintf(path, sizeof(path), PORTS "/%s/name", each->d_name);
		file = each->d_name[0] == '.' ? NULL : fopen(path, "re");
		if (!file)
			continue;
		found = fscanf(file, "%63s", name) == 1 && strcmp(name, wanted) == 0;
		fclose(file);
		if (found)
			snprintf(channel, sizeof(channel), "/dev/%.100s", each->d_name);
	}
	if (ports)
		closedir(ports);
	return found;
}

static void wait_for_channel(void)
{
	if (strcmp(channel, "virtio") != 0)
		return;
	for (int i = 0; i < TRIES; i++) {
		if (find_port("kpulse.results"))
			return;
		usleep(5000);
	}
	fail("no results channel");
}

static void wait_for_root(void)
{
	struct stat device;

	for (int i = 0; i < TRIES; i++) {
		if (stat(root, &device) == 0 && S_ISBLK(device.st_mode))
			return;
		usleep(5000);
	}
}

static void lay_image(void)
{
	static const char *const directories[] = {"proc", "sys", "dev", "tmp", "kpulse", "scratch", "root"};

	mkdir("/lower", 0755);
	mkdir("/rw", 0755);
	mkdir("/new", 0755);
	if (mount(root, "/lower", "squashfs", MS_RDONLY, NULL) < 0)
		fail("image: cannot mount %s as squashfs: %s", root, strerror(errno));
	mount_or_fail("tmpfs", "/rw", "size=75%,mode=755");
	mkdir("/rw/upper", 0755);
	mkdir("/rw/work", 0755);
	mount_or_fail("overlay", "/new", "lowerdir=/lower,upperdir=/rw/upper,workdir=/rw/work");
	if (access("/new/bin/sh", X_OK) < 0)
		fail("image: it has no /bin/sh");
	if (chdir("/new") < 0)
		fail("image: cannot enter it");
	for (size_t i = 0; i < sizeof(directories) / sizeof(*directories); i++)
		mkdir(directories[i], 0755);
}

static void move_into_image(const char *from, const char *to)
{
	if (mount(from, to, NULL, MS_MOVE, NULL) < 0)
		fail("image: cannot move %s: %s", from, strerror(errno));
}

/* The initramfs stays below, out of sight; its /kpulse is bound into the image, so that nothing is copied. */
static void enter_image(void)
{
	if (mount("/kpulse", "kpulse", NULL, MS_BIND, NULL) < 0)
		fail("image: cannot bind /kpulse: %s", strerror(errno));
	move_into_image("/proc", "proc");
	move_into_image("/sys", "sys");
	move_into_image("/dev", "dev");
	mkdir("dev/pts", 0755);
	mkdir("dev/shm", 01777);
	mount_or_fail("devpts", "dev/pts", NULL);
	mount_or_fail("tmpfs", "dev/shm", "mode=1777");
	mount_or_fail("tmpfs", "tmp", "mode=1777");
	if (symlink("/proc/self/fd", "dev/fd") < 0 || symlink("/proc/self/fd/0", "dev/stdin") < 0 ||
	    symlink("/proc/self/fd/1", "dev/stdout") < 0 || symlink("/proc/self/fd/2", "dev/stderr") < 0)
		fail("image: cannot lay links in /dev: %s", strerror(errno));
	if (mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0 || chdir("/") < 0)
		fail("image: cannot make it the root: %s", strerror(errno));
}

static void bring_up_loopback(void)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0) /* the kernel adds 127.0.0.1 itself */
		close(fd);
}

int main(void)
{
	FILE *device;

	mount("proc", "/proc", "proc", 0, NULL);
	mount("sysfs", "/sys", "sysfs", 0, NULL);
	mount("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	read_command_line();
	load_modules();
	arm_for_crash();
	wait_for_channel();
	wait_for_root();
	device = fopen("/kpulse/scratch-device", "we");
	if (!device || fprintf(device, "%s\n", scratch) < 0 || fclose(device) != 0)
		fail("cannot write into the initramfs: %s", strerror(errno));
	lay_image();
	enter_image();
	bring_up_loopback();
	execl("/kpulse/bin/agent", "agent", "/kpulse/plan", channel, (char *)NULL);
	fail("cannot start the agent: %s", strerror(errno));
}
