/*
 * Marks for the profiler on platforms that count instructions (plugin/profile.c): a call of stub N says "mark N" and costs a
 * few instructions, whether anybody listens or not. The linker puts the stubs at a fixed address (GuestPrograms).
 *
 *   KPULSE_BEGIN, KPULSE_END      around one iteration of a benchmark; the agent calls them
 *   KPULSE_PART(n), KPULSE_REST   around the part of an iteration that its n-th metric (0 to 99) measures; a program may call them
 */
#define KPULSE_BEGIN 0
#define KPULSE_END 1
#define KPULSE_REST 2
#define KPULSE_PART(n) (100 + (n))

#ifdef __x86_64__
__asm__(".pushsection .kpulse_marks, \"ax\", @progbits\n"
	".balign 64\n"
	"kpulse_marks:\n"
	".rept 256\n"
	"ret\n"
	".balign 64\n"
	".endr\n"
	".popsection\n");

extern char kpulse_marks[];

static inline void kpulse_mark(unsigned int n)
{
	((void (*)(void))(void *)(kpulse_marks + 64UL * n))();
}
#else
static inline void kpulse_mark(unsigned int n)
{
	(void)n;
}
#endif
