/*
 * Guarantee: SigIgn, SigCgt, SigBlk, SigPnd and ShdPnd of /proc/PID/status show exactly what the process set.
 * Since: Linux 2.6 (ShdPnd).
 * Source: proc(5), /proc/PID/status; fs/proc/array.c, task_sig().
 */
#include "tracee.h"

static struct gate ready;

static void handler(int sig) { (void)sig; }

static int body(void *unused)
{
	sigset_t blocked;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR2);
	sigaddset(&blocked, SIGALRM);
	signal(SIGHUP, SIG_IGN);
	signal(SIGUSR1, handler);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	NEED(syscall(SYS_tgkill, getpid(), my_tid(), SIGUSR2) == 0);
	gate_open(&ready);
	return idle_body(unused);
}

#define BIT(sig) (1ULL << ((sig)-1))

static void test(void)
{
	ready = new_gate();
	pid_t pid = spawn(body, NULL);
	gate_wait(&ready);
	NEED(kill(pid, SIGALRM) == 0);
	CHECK(proc_mask(pid, "SigIgn") == BIT(SIGHUP), "SigIgn %#llx", proc_mask(pid, "SigIgn"));
	CHECK(proc_mask(pid, "SigCgt") == BIT(SIGUSR1), "SigCgt %#llx", proc_mask(pid, "SigCgt"));
	CHECK(proc_mask(pid, "SigBlk") == (BIT(SIGUSR2) | BIT(SIGALRM)), "SigBlk %#llx", proc_mask(pid, "SigBlk"));
	CHECK(proc_mask(pid, "SigPnd") == BIT(SIGUSR2), "SigPnd %#llx", proc_mask(pid, "SigPnd"));
	CHECK(proc_mask(pid, "ShdPnd") == BIT(SIGALRM), "ShdPnd %#llx", proc_mask(pid, "ShdPnd"));
}
