package org.kpulse.webapp.letter;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.kpulse.harness.report.Numbers;
import org.kpulse.webapp.letter.RegressionFacts.Moved;
import org.kpulse.webapp.letter.RegressionFacts.Place;
import org.kpulse.webapp.letter.RegressionFacts.Side;

/** What moved, in the columns that readers of the kernel test robot know, and how sure that is. */
final class ChangeTable {

    private static final int MOST_ROWS = 40;
    private static final int LEAST_ROWS = 3;
    private static final double LARGE = 10_000;
    private static final String INDENT = " ".repeat(8);

    private ChangeTable() {}

    /** One table a platform. */
    static void write(PlainText text, RegressionFacts facts) {
        int most = Math.max(LEAST_ROWS, MOST_ROWS / Math.max(1, facts.places().size()));
        for (Place place : facts.places()) {
            List<Moved> here = facts.moved().stream()
                    .filter(moved -> moved.platform().equals(place.name()))
                    .toList();
            text.words("", "  ", place.name() + ", " + (place.countsInstructions() ? "instructions" : "time") + ":")
                    .blank()
                    .line("              base                     candidate")
                    .line("------------------  --------  ------------------")
                    .line("           %stddev   %change             %stddev");
            here.stream()
                    .limit(most)
                    .forEach(moved -> row(text, values(moved), moved.name() + " (" + moved.unit() + ")"));
            more(text, here.size() - most);
            text.blank().line("       95 % interval       q   boots   noise   MDE");
            here.stream().limit(most).forEach(moved -> row(text, sureness(moved), moved.name()));
            text.blank();
            index(text, place);
        }
    }

    private static void more(PlainText text, int others) {
        if (others > 0) {
            text.line("and " + others + " more, which the page has.");
        }
    }

    /** A name that does not fit behind its numbers stands below them. */
    private static void row(PlainText text, String numbers, String name) {
        if (PlainText.columns(numbers) + PlainText.columns(PlainText.safe(name)) <= PlainText.WIDTH) {
            text.words(numbers, "", name);
        } else {
            text.line(numbers).words(INDENT, INDENT, name);
        }
    }

    private static String values(Moved moved) {
        return String.format(
                Locale.ROOT,
                "%11s%-7s%10s  %11s%-7s  ",
                Numbers.value(moved.base().mean()),
                deviation(moved.base()),
                percent(moved.percent()),
                Numbers.value(moved.candidate().mean()),
                deviation(moved.candidate()));
    }

    private static String deviation(Side side) {
        return side.cv().isPresent()
                ? String.format(
                        Locale.ROOT,
                        side.cv().getAsDouble() < 99.95 ? " ±%4.1f%%" : " ±%4.0f%%",
                        Math.min(9999, side.cv().getAsDouble()))
                : "";
    }

    private static String sureness(Moved moved) {
        return String.format(
                Locale.ROOT,
                "%20s%8s%8s%8s%6s  ",
                moved.interval().map(Numbers::interval).orElse("-"),
                Numbers.probability(moved.q()),
                moved.base().boots() + "+" + moved.candidate().boots(),
                moved.noise().map(noise -> small(noise.percent())).orElse("-"),
                moved.mde().isPresent() ? small(moved.mde().getAsDouble()) : "-");
    }

    private static String small(double percent) {
        return String.format(Locale.ROOT, percent < 10 ? "%.1f%%" : "%.0f%%", Math.min(999, percent));
    }

    private static void index(PlainText text, Place place) {
        if (place.index().isEmpty()) {
            return;
        }
        String interval = place.interval()
                .map(i -> String.format(Locale.ROOT, " [%.2f, %.2f]", i.low(), i.high()))
                .orElse("");
        text.words(
                        "",
                        "  ",
                        String.format(
                                Locale.ROOT,
                                "Index of %s: %.2f%s (base = 100, higher is better)",
                                place.name(),
                                place.index().getAsDouble(),
                                interval))
                .blank();
    }

    /** As the robot writes it: {@code -2.9%}; one that has no ratio is said to be from 0. */
    static String percent(OptionalDouble percent) {
        if (percent.isEmpty()) {
            return "from 0";
        }
        double value = percent.getAsDouble();
        return value >= LARGE ? ">+9999%" : String.format(Locale.ROOT, "%+.1f%%", value);
    }

    /** The metrics whose noise is known. */
    static Stream<Moved> known(RegressionFacts facts) {
        return facts.moved().stream().filter(moved -> moved.noise().isPresent());
    }
}
