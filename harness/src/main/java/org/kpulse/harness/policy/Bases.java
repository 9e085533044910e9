package org.kpulse.harness.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a kernel is compared with. Pure. */
final class Bases {

    /** What a series of patches is compared with. */
    static final String UNPATCHED = "unpatched";

    private static final Pattern POINT = Pattern.compile("release:(\\d+)\\.(\\d+)(?:\\.(\\d+))?(-rc\\d+)?");

    private final Collection<SeenKernel> seen;
    private final Function<String, Optional<String>> parentTags;

    /** @param parentTags the reference of the newest tag below a {@code git:} kernel */
    Bases(Collection<SeenKernel> seen, Function<String, Optional<String>> parentTags) {
        this.seen = seen;
        this.parentTags = parentTags;
    }

    /** The base of this kernel; empty if there is none yet, or if it is the kernel itself. */
    Optional<String> of(SeenKernel kernel, String against) {
        Optional<String> base = switch (against) {
            case "previous" -> previous(kernel);
            case "parent-tag" -> parentTag(kernel);
            case UNPATCHED -> kernel.unpatched();
            default -> Optional.of(against);
        };
        return base.filter(ref -> !ref.equals(kernel.ref()));
    }

    /** The newest older one of the same group that was seen; for a stable release, which has one anyway, the one before. */
    private Optional<String> previous(SeenKernel kernel) {
        Optional<String> older = seen.stream()
                .filter(other -> other.group().equals(kernel.group()))
                .filter(other -> SeenKernel.BY_AGE.compare(other, kernel) < 0)
                .max(SeenKernel.BY_AGE)
                .map(SeenKernel::ref);
        return older.or(() -> pointBefore(kernel.ref()));
    }

    private static Optional<String> pointBefore(String ref) {
        Matcher form = POINT.matcher(ref);
        if (!form.matches() || form.group(3) == null) {
            return Optional.empty();
        }
        String series = "release:" + form.group(1) + "." + form.group(2);
        int point = Integer.parseInt(form.group(3));
        return point == 0 ? Optional.empty() : Optional.of(point == 1 ? series : series + "." + (point - 1));
    }

    /** The release that it was made from: 6.12 for 6.12.3 and for 6.13-rc1. */
    private Optional<String> parentTag(SeenKernel kernel) {
        if (!kernel.isRelease()) {
            return parentTags.apply(kernel.ref());
        }
        Matcher form = POINT.matcher(kernel.ref());
        if (!form.matches()) {
            return newestMainline();
        }
        if (form.group(3) != null) {
            return Optional.of("release:" + form.group(1) + "." + form.group(2));
        }
        int minor = Integer.parseInt(form.group(2));
        return minor == 0 ? Optional.empty() : Optional.of("release:" + form.group(1) + "." + (minor - 1));
    }

    private Optional<String> newestMainline() {
        return seen.stream()
                .filter(other -> other.group().equals("kernel.org mainline"))
                .max(Comparator.comparing(SeenKernel::since))
                .map(SeenKernel::ref);
    }
}
