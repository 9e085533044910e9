package org.kpulse.analysis.repetition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.kpulse.analysis.AnalysisException;

/**
 * The order of boots: A B B A A B B A ... with A the base. A drift of the machine that is linear in time cancels over each
 * four boots.
 */
public final class AbbaOrder {

    private AbbaOrder() {}

    /** {@code boots} (0 or more) of each kernel. */
    public static List<Side> of(int boots) {
        return of(boots, boots);
    }

    /** Unequal numbers: the surplus of one kernel is split before and after the A B B A of the rest, so that drift still hits both. */
    public static List<Side> of(int baseBoots, int candidateBoots) {
        requireCount(baseBoots);
        requireCount(candidateBoots);
        int pairs = Math.min(baseBoots, candidateBoots);
        int surplus = Math.max(baseBoots, candidateBoots) - pairs;
        Side more = baseBoots > candidateBoots ? Side.BASE : Side.CANDIDATE;
        List<Side> order = new ArrayList<>(Collections.nCopies(surplus / 2, more));
        for (int pair = 0; pair < pairs; pair++) {
            boolean baseFirst = pair % 2 == 0;
            order.add(baseFirst ? Side.BASE : Side.CANDIDATE);
            order.add(baseFirst ? Side.CANDIDATE : Side.BASE);
        }
        order.addAll(Collections.nCopies(surplus - surplus / 2, more));
        return List.copyOf(order);
    }

    /** What is left of {@code plan} when some boots of each kernel are done already, whatever their order was. */
    public static List<Side> remaining(List<Side> plan, int baseDone, int candidateDone) {
        requireCount(baseDone);
        requireCount(candidateDone);
        int base = baseDone;
        int candidate = candidateDone;
        List<Side> left = new ArrayList<>();
        for (Side side : plan) {
            if (side == Side.BASE && base > 0) {
                base--;
            } else if (side == Side.CANDIDATE && candidate > 0) {
                candidate--;
            } else {
                left.add(side);
            }
        }
        return List.copyOf(left);
    }

    private static void requireCount(int boots) {
        if (boots < 0) {
            throw new AnalysisException("A number of boots cannot be negative: " + boots + ".");
        }
    }
}
