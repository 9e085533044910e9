package org.kpulse.bisect.search;

import java.util.List;

/**
 * Everything a decision is made from. The same state gives the same decision, today and on any machine.
 *
 * @param hypotheses candidates and what is believed of them beforehand
 * @param symptom what is sought
 * @param rules when the search is sure
 * @param prices what a build and a run cost here
 * @param budgetLeft what may still be spent, in the unit of the prices; infinite if there is no budget
 * @param probes all that was made so far, in order
 */
public record SearchState(
        Hypotheses hypotheses,
        Symptom symptom,
        SearchRules rules,
        Prices prices,
        double budgetLeft,
        List<Probe> probes) {

    public SearchState {
        probes = List.copyOf(probes);
        int size = hypotheses.graph().size();
        for (Probe probe : probes) {
            if (probe.commit() >= size) {
                throw new IllegalArgumentException(
                        "A probe names commit " + probe.commit() + ", but there are " + size + " candidates.");
            }
        }
    }

    /** The same state with other probes. */
    SearchState withProbes(List<Probe> others) {
        return new SearchState(hypotheses, symptom, rules, prices, budgetLeft, others);
    }
}
