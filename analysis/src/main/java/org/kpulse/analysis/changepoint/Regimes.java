package org.kpulse.analysis.changepoint;

import java.util.ArrayList;
import java.util.List;

/**
 * The levels of a watched series as its findings say: the state of a watch is nothing but these. A change begins a level, a drift begins a line in
 * place of the levels that were its first signs, a faded change takes its level back, a refined one moves it.
 */
final class Regimes {

    /**
     * A stretch to the beginning of the next.
     *
     * @param start its first place in the series
     * @param sloped whether it is a line
     * @param finding number of the finding that began it; 0 for the first
     * @param size of that change, on the scale of y
     */
    record Regime(int start, boolean sloped, int finding, double size) {}

    private final List<Regime> regimes = new ArrayList<>(List.of(new Regime(0, false, 0, 0)));

    void add(Finding finding) {
        switch (finding.kind()) {
            case STEP, RETURN, DRIFT_END ->
                regimes.add(new Regime(finding.position(), false, finding.number(), finding.size()));
            case DRIFT -> {
                regimes.removeIf(regime -> regime.start() >= finding.position() && regime.finding() > 0);
                regimes.add(new Regime(finding.position(), true, finding.number(), finding.size()));
                if (finding.seenAt() - finding.until() >= Ramp.SHORTEST) {
                    regimes.add(new Regime(finding.until(), false, finding.number(), finding.size()));
                }
            }
            case REFINED -> replace(finding);
            case FADED ->
                regimes.removeIf(
                        regime -> regime.finding() == finding.refersTo().orElseThrow());
            case OUTLIER -> {}
        }
    }

    int count() {
        return regimes.size();
    }

    Regime get(int i) {
        return regimes.get(i);
    }

    Regime last() {
        return regimes.get(regimes.size() - 1);
    }

    private void replace(Finding finding) {
        int original = finding.refersTo().orElseThrow();
        regimes.replaceAll(regime -> regime.finding() == original
                ? new Regime(finding.position(), regime.sloped(), original, finding.size())
                : regime);
    }
}
