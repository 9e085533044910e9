package org.kpulse.harness.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.sources.kernelorg.ReleaseVersion;

/**
 * A kernel that was seen, with its place among the others of its line.
 *
 * @param sighting as it was stored
 * @param version if its name is one of kernel.org's: of a release, or of a tag like {@code v6.12.3}
 */
record SeenKernel(Sighting sighting, Optional<ReleaseVersion> version) {

    private static final String RELEASE = "release:";
    private static final Pattern PATCHED = Pattern.compile("(.+)\\+patch:.*/([0-9a-f]{64})\\.mbox");
    private static final Pattern STABLE = Pattern.compile("(\\d+\\.\\d+)\\.\\d+");

    /** Older first; what has a version by that, all else by when it was released. */
    static final Comparator<SeenKernel> BY_AGE =
            Comparator.comparing(SeenKernel::byVersion).thenComparing(SeenKernel::since);

    static SeenKernel of(Sighting sighting) {
        String ref = sighting.kernel().ref();
        if (series(ref).isPresent()) {
            return new SeenKernel(sighting, Optional.empty());
        }
        String line = sighting.kernel().line();
        String name = ref.startsWith(RELEASE)
                ? ref.substring(RELEASE.length())
                : line.startsWith("v") ? line.substring(1) : "";
        return new SeenKernel(sighting, ReleaseVersion.parse(name));
    }

    String ref() {
        return sighting.kernel().ref();
    }

    boolean isRelease() {
        return ref().startsWith(RELEASE);
    }

    /** Whether it is a release candidate. */
    boolean isCandidate() {
        return version.filter(ReleaseVersion::isCandidate).isPresent();
    }

    /** Hash of the series of patches in it, if it is one. */
    Optional<String> series() {
        return series(ref());
    }

    private static Optional<String> series(String ref) {
        Matcher patched = PATCHED.matcher(ref);
        return patched.matches() ? Optional.of(patched.group(2)) : Optional.empty();
    }

    /** The kernel that its series is for. */
    Optional<String> unpatched() {
        Matcher patched = PATCHED.matcher(ref());
        return patched.matches() ? Optional.of(patched.group(1)) : Optional.empty();
    }

    /** What it is the newest of or not: a stable series, mainline, a branch, the tags of a tree; each series of patches alone. */
    String group() {
        if (series().isPresent()) {
            return sighting.source() + " " + ref();
        }
        if (version.isEmpty()) {
            return sighting.source() + " " + sighting.kernel().line();
        }
        Matcher stable = STABLE.matcher(version.get().text());
        if (stable.matches()) {
            return sighting.source() + " " + stable.group(1);
        }
        return sighting.source() + (version.get().isNext() ? " next" : " mainline");
    }

    /** When it came into the world, as far as is known. */
    Instant since() {
        return sighting.kernel().released().orElse(sighting.seenAt());
    }

    private ByVersion byVersion() {
        return new ByVersion(version);
    }

    /** Compares by version where both have one. */
    private record ByVersion(Optional<ReleaseVersion> version) implements Comparable<ByVersion> {
        @Override
        public int compareTo(ByVersion other) {
            return version.isPresent() && other.version.isPresent()
                    ? version.get().compareTo(other.version.get())
                    : 0;
        }
    }
}
