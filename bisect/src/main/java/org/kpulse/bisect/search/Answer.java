package org.kpulse.bisect.search;

import java.util.List;

/** How a search ends. */
public sealed interface Answer {

    /** What would help to say more: one sentence for a person. */
    String help();

    /**
     * The culprit is found.
     *
     * @param commit the culprit
     * @param probability posterior, at least the confidence that was asked for
     * @param help what would help
     */
    record Culprit(int commit, double probability, String help) implements Answer {}

    /**
     * The culprit is among these, and no commit that could tell them apart can be tested.
     *
     * @param commits most probable first
     * @param probability that the culprit is among them
     * @param help what would help
     */
    record Among(List<Integer> commits, double probability, String help) implements Answer {

        public Among {
            commits = List.copyOf(commits);
        }
    }

    /**
     * The ends do not differ by what was claimed.
     *
     * @param pairs of runs at both ends that say so
     * @param difference of the ends in these pairs, bad minus good, on the samples' scale
     * @param help what would help
     */
    record NotReproduced(int pairs, double difference, String help) implements Answer {}

    /**
     * An end cannot be tested at all, so there is nothing to compare with.
     *
     * @param commit the end
     * @param help what would help
     */
    record EndNotTestable(int commit, String help) implements Answer {}

    /**
     * The budget does not pay for the next step.
     *
     * @param commits the 95 % credible set, most probable first; empty if the ends were not even shown to differ
     * @param help what would help
     */
    record BudgetSpent(List<Integer> commits, String help) implements Answer {

        public BudgetSpent {
            commits = List.copyOf(commits);
        }
    }
}
