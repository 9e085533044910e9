package org.kpulse.harness.runner;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kpulse.analysis.repetition.AbbaOrder;
import org.kpulse.analysis.repetition.Side;

/** Which boots are still to be made, in an order that lets drift hit both kernels alike. Pure. */
public final class Slots {

    private Slots() {}

    /**
     * One boot to make.
     *
     * @param side of which kernel
     * @param boot 0-based number within its job
     */
    public record Slot(Side side, int boot) {

        /** Seed of the machine: both kernels see the same chance in boots of the same number. */
        public long seed() {
            return boot + 1L;
        }
    }

    /**
     * The boots of both kernels that are not there yet, in A B B A order.
     *
     * @param boots wanted of each kernel
     * @param finished numbers of the boots of each kernel that need not be made any more
     */
    public static List<Slot> remaining(int boots, Map<Side, Set<Integer>> finished) {
        Map<Side, Iterator<Integer>> missing = new EnumMap<>(Side.class);
        Map<Side, Integer> count = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            List<Integer> numbers = new ArrayList<>();
            for (int boot = 0; boot < boots; boot++) {
                if (!finished.getOrDefault(side, Set.of()).contains(boot)) {
                    numbers.add(boot);
                }
            }
            missing.put(side, numbers.iterator());
            count.put(side, numbers.size());
        }
        List<Slot> slots = new ArrayList<>();
        for (Side side : AbbaOrder.of(count.getOrDefault(Side.BASE, 0), count.getOrDefault(Side.CANDIDATE, 0))) {
            Iterator<Integer> numbers = missing.get(side);
            if (numbers != null && numbers.hasNext()) {
                slots.add(new Slot(side, numbers.next()));
            }
        }
        return slots;
    }
}
