package org.kpulse.webapp.series;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.table.Query;

/**
 * What of a series is asked for, as the address says it.
 *
 * @param variant {@link SeriesQuery.Variant#id}; null for the newest, as all are if absent
 * @param until number of the last kernel that is looked at
 * @param from number of the first kernel that is shown
 * @param to number of the last one
 * @param pin number of the kernel that is pinned, which changes no table
 */
record SeriesAsked(
        @Nullable String variant,
        @Nullable String until,
        @Nullable String from,
        @Nullable String to,
        @Nullable String pin) {

    OptionalLong untilKernel() {
        return kernel("until", until);
    }

    OptionalLong fromKernel() {
        return kernel("from", from);
    }

    OptionalLong toKernel() {
        return kernel("to", to);
    }

    OptionalLong pinKernel() {
        return kernel("pin", pin);
    }

    /** With the range. */
    Query query() {
        return all().with("from", text(from)).with("to", text(to));
    }

    /** With the range and the pin: all that is asked for. */
    Query pinned() {
        return query().with("pin", text(pin));
    }

    /** Without the range. */
    Query all() {
        return Query.NONE.with("variant", text(variant)).with("until", text(until));
    }

    private static OptionalLong kernel(String parameter, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw new BadParameter(parameter, "it is the number of a kernel.");
        }
        return OptionalLong.of(Long.parseLong(value));
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
