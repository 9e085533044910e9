package org.kpulse.bisect.search;

import java.util.List;

/**
 * That a range holds more changes than the one that is sought. Sizes are on the samples' scale, bad minus good, with their signs.
 *
 * @param largest size of the one that is sought, the largest; 0 if no further change is certain
 * @param further the others, largest first
 */
public record SeveralChanges(double largest, List<Further> further) {

    /** No further change is certain. */
    public static final SeveralChanges NONE = new SeveralChanges(0, List.of());

    public SeveralChanges {
        further = List.copyOf(further);
    }

    /**
     * A change beside the largest.
     *
     * @param size as fitted
     * @param low of its 95 % interval, given the commits that contain it
     * @param high of that interval
     * @param commits its 95 % credible set, most probable first
     * @param good the end of the narrowest range of tested commits around it that does not contain it;
     *     {@link org.kpulse.bisect.graph.CommitGraph#GOOD} is the good end
     * @param bad the end that contains it
     */
    public record Further(double size, double low, double high, List<Integer> commits, int good, int bad) {

        public Further {
            commits = List.copyOf(commits);
        }
    }

    /** What part of the ends' difference is the largest change's: 1 if it is alone, more if the others go the other way. */
    public double share() {
        double all = largest + further.stream().mapToDouble(Further::size).sum();
        return further.isEmpty() || all == 0 ? 1 : largest / all;
    }

    String sentence() {
        return further.isEmpty()
                ? ""
                : " " + (further.size() == 1 ? "A further change is" : further.size() + " further changes are")
                        + " certain, and taken out of the samples.";
    }
}
