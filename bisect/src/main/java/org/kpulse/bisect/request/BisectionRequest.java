package org.kpulse.bisect.request;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.kpulse.harness.fault.UsageException;

/**
 * What somebody asked for.
 *
 * @param tree address of the git tree, as in {@code git:} references
 * @param good revisions that do not have the change, at least one
 * @param bad revision that has it
 * @param wanted what to look for
 * @param where on which platforms
 * @param terms when to be sure, and what it may cost
 */
public record BisectionRequest(String tree, List<String> good, String bad, Wanted wanted, Where where, Terms terms) {

    public BisectionRequest {
        good = List.copyOf(good);
        if (good.isEmpty()) {
            throw new UsageException("A bisection needs a good revision.");
        }
    }

    /** The platforms to search on. */
    public List<String> platforms() {
        return where.searched();
    }

    /**
     * Platforms of a bisection.
     *
     * @param searched where to search, in this order, until one shows the change
     * @param reported where the culprit is to be shown as well, because the change was reported there; may be empty
     */
    public record Where(List<String> searched, List<String> reported) {

        public Where {
            searched = List.copyOf(searched);
            reported = List.copyOf(reported);
            if (searched.isEmpty()) {
                throw new UsageException("A bisection needs a platform.");
            }
        }

        /** All of them, each once. */
        public List<String> all() {
            return Stream.concat(searched.stream(), reported.stream())
                    .distinct()
                    .toList();
        }
    }

    /**
     * When to be sure, and what it may cost.
     *
     * @param confidence posterior probability at which a culprit is named, above 0.5 and below 1
     * @param claim size of the change that was reported: a difference of natural logarithms, or of rates for crashes
     * @param weighted whether commits are weighed by what they touch
     * @param seconds of builds and boots, at most
     * @param boots at most
     */
    public record Terms(double confidence, double claim, boolean weighted, OptionalDouble seconds, OptionalInt boots) {

        public Terms {
            if (!(confidence > 0.5 && confidence < 1)) {
                throw new UsageException("The confidence lies above 0.5 and below 1, not at " + confidence + ".");
            }
            if (!(claim > 0) || !Double.isFinite(claim)) {
                throw new UsageException("The change that was reported must be above 0, not " + claim + ".");
            }
            if ((seconds.isPresent() && !(seconds.getAsDouble() > 0)) || (boots.isPresent() && boots.getAsInt() < 1)) {
                throw new UsageException("A budget must be above 0.");
            }
        }
    }
}
