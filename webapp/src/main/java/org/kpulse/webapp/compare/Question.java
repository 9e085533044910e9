package org.kpulse.webapp.compare;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.kpulse.analysis.MetricKey;
import org.kpulse.harness.store.KernelRow;

/**
 * What a comparison's address asks.
 *
 * @param platform name; empty for all
 * @param all whether metrics are shown that did not change
 * @param open the metric whose samples are shown, {@code benchmark/metric}; empty for none
 */
record Question(KernelRow base, KernelRow candidate, String platform, boolean all, String open) {

    /** Encoded, without question mark; empty parts are left out. */
    String query() {
        return "base=" + base.id() + "&candidate=" + candidate.id() + part("platform", platform) + (all ? "&all=1" : "")
                + part("open", open);
    }

    /** Whether this metric is open. */
    boolean opens(MetricKey metric) {
        return metric.toString().equals(open);
    }

    Question opening(String metric) {
        return new Question(base, candidate, platform, all, metric);
    }

    Question showing(boolean everything) {
        return new Question(base, candidate, platform, everything, open);
    }

    /** The candidate as base. */
    Question turned() {
        return new Question(/* base= */ candidate, /* candidate= */ base, platform, all, open);
    }

    Question on(String name) {
        return new Question(base, candidate, name, all, open);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String part(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + encoded(value);
    }
}
