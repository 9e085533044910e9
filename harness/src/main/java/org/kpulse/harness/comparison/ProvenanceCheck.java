package org.kpulse.harness.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.kpulse.harness.store.ProvenanceQuery.Origin;
import org.kpulse.harness.store.Role;

/** Says what besides the kernel differs between the runs of two sides; pure. Nothing is refused for it: it is for people. */
final class ProvenanceCheck {

    private static final int SHOWN_OF_HASH = 12;

    private ProvenanceCheck() {}

    /** One sentence for each property in which some run of one side differs from some run of the other. */
    static List<String> warnings(Map<Role, List<Origin>> sides) {
        List<Origin> base = sides.getOrDefault(Role.BASE, List.of());
        List<Origin> candidate = sides.getOrDefault(Role.CANDIDATE, List.of());
        List<String> warnings = new ArrayList<>();
        if (base.isEmpty() || candidate.isEmpty()) {
            return warnings;
        }
        Sides both = new Sides(base, candidate);
        both.compare("guest image", o -> shortened(o.guestImageSha256()), warnings);
        both.compare("job bundle", o -> shortened(o.bundleSha256()), warnings);
        both.compare("machine version", Origin::machineVersion, warnings);
        both.compare("host processor", Origin::hostProcessor, warnings);
        return warnings;
    }

    private record Sides(List<Origin> base, List<Origin> candidate) {

        void compare(String what, Function<Origin, String> property, List<String> warnings) {
            SortedSet<String> ofBase = values(base, property);
            SortedSet<String> ofCandidate = values(candidate, property);
            if (ofBase.size() > 1 || !ofBase.equals(ofCandidate)) {
                warnings.add("not only the kernel differs: " + what + " of base " + String.join(" and ", ofBase)
                        + ", of candidate " + String.join(" and ", ofCandidate));
            }
        }

        private static SortedSet<String> values(List<Origin> side, Function<Origin, String> property) {
            SortedSet<String> values = new TreeSet<>();
            side.forEach(origin -> values.add(property.apply(origin)));
            return values;
        }
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(SHOWN_OF_HASH, hash.length()));
    }
}
