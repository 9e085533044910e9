package org.kpulse.harness.config;

/** What can be said of one of several things that the user names, such as {@code trees.NAME.url}: the keys of a {@link NamedSection}. */
public interface NamedKey {

    /**
     * A key.
     *
     * @param key as written after the name
     * @param builtIn the value when nothing is said
     * @param range what values it takes
     * @param meaning what it means
     */
    record Spec(String key, String builtIn, Range range, String meaning) {}

    Spec spec();

    /** As written after the name. */
    default String key() {
        return spec().key();
    }

    /** The value when nothing is said. */
    default String builtIn() {
        return spec().builtIn();
    }

    /** What values it takes. */
    default Range range() {
        return spec().range();
    }

    /** What it means. */
    default String meaning() {
        return spec().meaning();
    }
}
