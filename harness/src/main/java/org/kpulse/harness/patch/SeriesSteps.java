package org.kpulse.harness.patch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;

/** Which kernels are compared to know what a series costs; pure. */
public final class SeriesSteps {

    private SeriesSteps() {}

    /** One comparison, by references of its kernels. */
    public record Step(String base, String candidate) {}

    /**
     * Reference of the kernel that a series is for.
     *
     * @param wanted reference, if one was given
     * @param tree that has the commit which the series names, if one was given
     * @throws UsageException if neither the reader nor the series says it
     */
    public static String base(PatchSeries series, @Nullable String wanted, @Nullable String tree) {
        if (wanted != null && tree != null) {
            throw new UsageException("--base says which tree; --tree is for the base-commit that a series names.");
        }
        if (wanted != null) {
            return wanted;
        }
        if (series.baseCommit().isEmpty()) {
            throw new UsageException(
                    "The series names no base-commit (git format-patch --base=auto does): give one with --base.");
        }
        if (tree == null) {
            throw new UsageException(
                    "The series is for commit " + series.baseCommit().get()
                            + ": say with --tree which tree has it, or with --base what to take instead.");
        }
        return "git:" + tree + "#" + series.baseCommit().get();
    }

    /**
     * The comparisons.
     *
     * @param base reference, exact or not
     * @param mailboxes those of the first patch, the first two, and so on
     * @param each whether each patch is compared with the one before, or the whole with its base
     */
    public static List<Step> of(PatchSeries series, String base, List<Path> mailboxes, boolean each) {
        KernelRef.parse(base);
        List<Step> steps = new ArrayList<>();
        String before = base;
        for (int i = each ? 0 : mailboxes.size() - 1; i < series.patches().size(); i++) {
            String after = base + "+patch:" + mailboxes.get(i);
            steps.add(new Step(before, after));
            before = after;
        }
        return steps;
    }
}
