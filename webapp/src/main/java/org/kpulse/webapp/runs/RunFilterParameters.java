package org.kpulse.webapp.runs;

import org.jspecify.annotations.Nullable;

/**
 * The filter's parameters as they came.
 *
 * @param kernel null if absent, like the others
 */
record RunFilterParameters(
        @Nullable String kernel,
        @Nullable String platform,
        @Nullable String state) {

    /** The filter they make; {@link org.kpulse.webapp.server.BadParameter} if none. */
    RunFilter filter() {
        return new RunFilter(text(kernel), text(platform), text(state));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
