package org.kpulse.webapp.letter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;

/**
 * What a report of a regression says.
 *
 * @param regression its number
 * @param tree that the candidate is of; empty for packaged kernels and images
 * @param moved the metrics that stand, the largest change first; at least one
 * @param places the platforms of these, each once
 * @param search the newest bisection, if there is one
 * @param suite that was run
 * @param page where it is to be seen; empty where nobody said how others reach the pages
 * @param reporter mail address that the report comes from; may be empty
 */
public record RegressionFacts(
        long regression,
        Optional<Tree> tree,
        Named base,
        Named candidate,
        List<Moved> moved,
        List<Place> places,
        Optional<Search> search,
        String suite,
        String page,
        String reporter) {

    public RegressionFacts {
        moved = List.copyOf(moved);
        places = List.copyOf(places);
        if (moved.isEmpty()) {
            throw new IllegalArgumentException("nothing moved");
        }
    }

    /**
     * A git tree.
     *
     * @param name as people call it
     * @param address for others; empty if it lies on a disk of ours
     * @param branch that the candidate was seen on; may be empty
     */
    public record Tree(String name, String address, String branch) {}

    /**
     * A kernel.
     *
     * @param ref exact reference
     * @param release what uname says
     * @param revision full hash of the commit; empty for ready-made kernels, like compiler
     * @param config hash of its configuration; empty where none came with it
     */
    public record Named(String ref, String release, String revision, String compiler, String config) {}

    /**
     * A metric that stands.
     *
     * @param percent change of the raw value; empty where the base was 0
     * @param interval of it, 95 %
     * @param mde smallest change that would have been found, percent
     * @param noise what the noise model says of boots of one kernel on the platform
     */
    public record Moved(
            String platform,
            String benchmark,
            String metric,
            String unit,
            boolean lowerIsBetter,
            Side base,
            Side candidate,
            OptionalDouble percent,
            Optional<Interval> interval,
            OptionalDouble q,
            OptionalDouble mde,
            Optional<Noise> noise) {

        /** As the kernel test robot writes it: {@code hackbench.time}. */
        public String name() {
            return benchmark + "." + metric;
        }
    }

    /**
     * What one kernel gave.
     *
     * @param mean in the metric's unit
     * @param cv coefficient of variation over its boots, percent; empty below two
     */
    public record Side(double mean, OptionalDouble cv, int boots) {}

    /**
     * How much boots of one kernel vary.
     *
     * @param percent coefficient of variation
     * @param boots that it was learnt from
     */
    public record Noise(double percent, int boots, int kernels) {}

    /**
     * A platform.
     *
     * @param machine in words: architecture, processors, memory
     * @param index of the candidate, base = 100
     * @param rules version of the rules that judged
     */
    public record Place(
            String name,
            boolean countsInstructions,
            String machine,
            OptionalDouble index,
            Optional<Interval> interval,
            String rules) {}

    /**
     * A bisection.
     *
     * @param summary in a few words
     * @param lines all that is known of it
     * @param culprit the commit, if it was found
     * @param metric that it looked for, as {@link Moved#name}
     */
    public record Search(long id, String summary, List<Known> lines, Optional<Culprit> culprit, String metric) {

        public Search {
            lines = List.copyOf(lines);
        }
    }

    /** A line of what is known of a bisection. */
    public record Known(String name, String value) {}

    /**
     * A commit.
     *
     * @param confirmed whether the checks confirm it
     */
    public record Culprit(String revision, String subject, boolean confirmed) {}
}
