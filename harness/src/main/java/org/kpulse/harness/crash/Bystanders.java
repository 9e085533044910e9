package org.kpulse.harness.crash;

import java.util.regex.Pattern;

/**
 * Functions that stand in the traces of many different bugs and say nothing of one: what reports, what enters the kernel, what
 * allocates, copies, locks or waits for others. A signature is made of what is left.
 */
final class Bystanders {

    private static final Pattern NAMES = Pattern.compile("(?:"
            + String.join(
                    "|",
                    // reporting
                    "_*dump_stack(?:_lvl)?|show_stack|dump_backtrace|v?panic|nmi_panic|_*warn|_*warn_printk|warn_slowpath_\\w+",
                    "_*report_bug|handle_bug|die|_*die_body|oops_end|page_fault_oops|no_context|bug_handler",
                    "dump_header|oom_kill_process|out_of_memory|_*stack_chk_fail|_*fortify_\\w+|usercopy_abort",
                    "_*check_(?:heap_object|object_size|stack_object)|refcount_(?:warn_saturate|inc|dec|add)\\w*|_*list_(?:add|del)\\w*_valid\\w*",
                    "_*(?:kasan|asan|kmsan|kcsan|kfence|ubsan|tsan|msan)_\\w+|print_(?:report|address_description)",
                    "lockdep_\\w+|print_\\w+_bug|print_\\w+|check_noncircular|check_prev_add|validate_chain|mark_lock\\w*|_*lock_(?:acquire|release)",
                    "_*might_(?:sleep|resched|fault)|bad_page|print_bad_pte",
                    "rcu_\\w*(?:stall|dump|check_gp)\\w*|nmi_\\w*backtrace\\w*|trigger_\\w*backtrace\\w*|watchdog_\\w+",
                    // entry and exit of the kernel, exceptions, interrupts
                    "(?:asm_|idt_)?(?:exc|sysvec)_\\w+|x64_sys_call|do_syscall_\\w+|syscall_\\w+|entry_\\w+|_*(?:do_)?fast_syscall_\\w+",
                    "invoke_syscall|el0\\w*|el1\\w*|do_el0_svc|exit_to_user_mode\\w*|irqentry_\\w+|irq_exit\\w*|_*do_softirq\\w*",
                    "ret_from_fork\\w*|kthread|worker_thread|process_one_work|secondary_startup\\w*|start_secondary|cpu_startup_entry",
                    "do_exit|make_task_dead|rewind_stack_and_make_dead|do_group_exit|get_signal|arch_do_signal_or_restart",
                    // allocators, copies, string functions
                    "k[vz]?m?alloc\\w*|kfree\\w*|kmem_cache_(?:alloc|free)\\w*|_*slab_\\w+|cache_from_obj|vfree|vmalloc\\w*|_*alloc_pages\\w*",
                    "_*mem(?:cpy|set|move|cmp)\\w*|_*str\\w{2,4}|_*copy_(?:from|to)_user\\w*|_*raw_copy_\\w+|rep_(?:movs|stos)\\w*",
                    // locks and waiting
                    "(?:_*raw_|do_raw_)?_*(?:spin|read|write)_(?:un)?lock\\w*|(?:_*pv_|native_)?_*queued_\\w+_slowpath|_*mutex_\\w+",
                    "_*(?:down|up)_(?:read|write)\\w*|rwsem_\\w+|_*schedule\\w*|io_schedule\\w*|wait_for_(?:common|completion)\\w*|_*wait_on_\\w+",
                    "(?:native_)?(?:safe_)?halt|cpu_relax|delay_\\w+|_*const_udelay|_*delay")
            + ")");

    private Bystanders() {}

    /** Whether this function, without compiler's suffixes, says nothing of a bug. */
    static boolean contain(String function) {
        return NAMES.matcher(function).matches();
    }
}
