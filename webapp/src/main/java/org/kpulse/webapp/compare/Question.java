package org.kpulse.webapp.compare;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.kpulse.analysis.MetricKey;
import org.kpulse.harness.store.KernelRow;

/**
 * What a comparison's address asks.
 *
 * @param platform name; empty for all
 * @param shown what of it
 */
record Question(KernelRow base, KernelRow candidate, String platform, Shown shown) {

    /**
     * What of a comparison is shown.
     *
     * @param all whether metrics are that did not change
     * @param open the metric whose samples are, {@code benchmark/metric}; empty for none
     * @param why whether the functions that moved are: looking through the profiles takes seconds
     */
    record Shown(boolean all, String open, boolean why) {}

    /** Encoded, without question mark; empty parts are left out. */
    String query() {
        return "base=" + base.id() + "&candidate=" + candidate.id() + part("platform", platform)
                + (shown.all() ? "&all=1" : "") + (shown.why() ? "&why=1" : "") + part("open", shown.open());
    }

    /** Whether this metric is open. */
    boolean opens(MetricKey metric) {
        return metric.toString().equals(shown.open());
    }

    Question opening(String metric) {
        return with(new Shown(shown.all(), metric, shown.why()));
    }

    Question showing(boolean all) {
        return with(new Shown(all, shown.open(), shown.why()));
    }

    Question explaining() {
        return with(new Shown(shown.all(), shown.open(), true));
    }

    /** The candidate as base. */
    Question turned() {
        return new Question(/* base= */ candidate, /* candidate= */ base, platform, shown);
    }

    Question on(String name) {
        return new Question(base, candidate, name, shown);
    }

    private Question with(Shown other) {
        return new Question(base, candidate, platform, other);
    }

    private static String part(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
