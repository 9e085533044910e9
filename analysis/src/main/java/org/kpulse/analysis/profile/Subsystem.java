package org.kpulse.analysis.profile;

import java.util.Optional;

/**
 * The part of the kernel that a function belongs to: the folder of its file ({@code fs/ext4/inode.c -> fs/ext4},
 * {@code mm/memory.c -> mm}), at most three folders deep ({@code arch/x86/entry/vdso/vma.c -> arch/x86/entry}); for a function of a
 * module without known file its {@code [module]}.
 */
public final class Subsystem {

    private static final int MOST_FOLDERS = 3;

    private Subsystem() {}

    /** Of a function, by its file or else its module; empty if neither is known. */
    public static Optional<String> of(String function, FunctionPlaces places) {
        Optional<String> file = places.file(function);
        return file.isPresent() ? ofFile(file.get()) : module(function);
    }

    /** Of a file; empty for one at the top. */
    public static Optional<String> ofFile(String file) {
        int end = -1;
        for (int folders = 0; folders < MOST_FOLDERS; folders++) {
            int next = file.indexOf('/', end + 1);
            if (next < 0) {
                break;
            }
            end = next;
        }
        return end > 0 ? Optional.of(file.substring(0, end)) : Optional.empty();
    }

    /** {@code [ext4]} of {@code ext4_iget [ext4]}; empty for a function of the kernel itself. */
    public static Optional<String> module(String function) {
        int start = function.lastIndexOf(" [");
        return start > 0 && function.endsWith("]") ? Optional.of(function.substring(start + 1)) : Optional.empty();
    }
}
