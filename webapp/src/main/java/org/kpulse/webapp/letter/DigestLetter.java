package org.kpulse.webapp.letter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.kpulse.webapp.letter.DigestFacts.Found;
import org.kpulse.webapp.letter.DigestFacts.Index;
import org.kpulse.webapp.letter.DigestFacts.Moved;
import org.kpulse.webapp.letter.DigestFacts.Part;
import org.kpulse.webapp.letter.DigestFacts.Rate;
import org.kpulse.webapp.letter.DigestFacts.Standing;

/** The mail about a week. Pure. */
public final class DigestLetter {

    private static final int MOST = 300;
    private static final int MOST_NAME = 60;
    private static final int SHORT = 12;
    private static final String FIRST = "  ";
    private static final String OTHERS = "      ";

    private final DigestFacts facts;
    private final PlainText text = new PlainText();

    private DigestLetter(DigestFacts facts) {
        this.facts = facts;
    }

    /** The mail. */
    public static Letter of(DigestFacts facts) {
        DigestLetter letter = new DigestLetter(facts);
        letter.write();
        return new Letter(letter.subject(), letter.text.text());
    }

    private String subject() {
        return "[Kpulse] Week " + facts.week() + ": " + facts.regressed().size() + " regressed, "
                + facts.fixed().size() + " fixed, "
                + count(facts.culprits().size(), "culprit", "culprits") + " found";
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private void write() {
        text.line("Hello,").blank();
        text.words("this is what Kpulse saw from " + facts.monday() + " to "
                        + facts.monday().plusDays(6) + ", UTC.")
                .blank();
        part("What regressed", facts.regressed(), this::moved);
        if (facts.dismissed() > 0) {
            text.words("People called " + facts.dismissed()
                            + " more noise, a fault of ours, a duplicate or an improvement.")
                    .blank();
        }
        part("What was fixed", facts.fixed(), this::moved);
        part("Commits that bisections found", facts.culprits(), this::found);
        indices();
        rates();
        boots();
        end();
    }

    private <T> void part(String title, Part<T> part, Consumer<T> one) {
        text.line(title + " (" + part.size() + "):");
        if (part.size() == 0) {
            text.line(FIRST + "nothing");
        }
        part.first().forEach(one);
        if (part.more() > 0) {
            text.line(FIRST + "and " + part.more() + " more");
        }
        text.blank();
    }

    private void moved(Moved moved) {
        String what = moved.metrics() == 0
                ? "nothing of it stands"
                : PlainText.safe(moved.metric(), MOST_NAME) + " "
                        + (moved.percent().isPresent() ? ChangeTable.percent(moved.percent()) : "from 0")
                        + (moved.metrics() > 1 ? " and " + (moved.metrics() - 1) + " more" : "") + " on "
                        + String.join(", ", moved.platforms());
        text.words(FIRST, OTHERS, "regression " + moved.regression() + ", " + moved.state() + ": " + what);
        text.words(OTHERS, OTHERS, PlainText.safe(moved.candidate(), MOST));
        text.words(OTHERS, OTHERS, "against " + PlainText.safe(moved.base(), MOST));
    }

    private void found(Found found) {
        String revision = PlainText.safe(found.revision(), 64);
        text.words(
                FIRST,
                OTHERS,
                revision.substring(0, Math.min(SHORT, revision.length())) + " (\""
                        + PlainText.safe(found.subject(), MOST) + "\")"
                        + (found.confirmed() ? "" : ", a suspect that no check has confirmed"));
        text.words(OTHERS, OTHERS, "bisection " + found.bisection() + " of " + PlainText.safe(found.sought(), MOST));
    }

    private void indices() {
        text.line("Index of each platform (base = 100, higher is better):");
        if (facts.indices().isEmpty()) {
            text.line(FIRST + "none was measured");
        }
        for (Standing each : facts.indices()) {
            text.words(FIRST, OTHERS, each.platform() + ": " + index(each.now()));
            text.words(
                    OTHERS,
                    OTHERS,
                    each.before()
                            .map(before -> "a week before " + index(before))
                            .orElse("none a week before"));
            text.words(OTHERS, OTHERS, "against " + PlainText.safe(each.base(), MOST));
        }
        text.blank();
    }

    private static String index(Index index) {
        return number(index.value())
                + index.interval()
                        .map(i -> " [" + number(i.low()) + ", " + number(i.high()) + "]")
                        .orElse(" without interval: too few boots")
                + " of " + PlainText.safe(index.kernel(), MOST);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private void rates() {
        text.line("How often we are wrong (equal kernels compared, of all time):");
        List<Rate> time = facts.rates().stream()
                .filter(rate -> !rate.countsInstructions())
                .toList();
        if (time.isEmpty()) {
            text.words(FIRST, FIRST, "not known: no two equal kernels were compared on a platform that takes times");
        }
        for (Rate each : time) {
            text.words(
                    FIRST,
                    OTHERS,
                    String.format(
                            Locale.ROOT,
                            "%s, rules %s: %d of %s had a false alarm, 95 %% interval %.1f to %.1f %%",
                            each.platform(),
                            PlainText.safe(each.rules(), MOST_NAME),
                            each.called(),
                            count(each.all(), "comparison", "comparisons"),
                            each.percent().low(),
                            each.percent().high()));
        }
        text.blank();
    }

    private void boots() {
        text.line("What the lab could not do:");
        text.words(
                FIRST,
                FIRST,
                facts.boots().failed() + " of " + count(facts.boots().all(), "boot", "boots")
                        + " failed by a fault of ours");
        facts.boots()
                .faults()
                .forEach(fault -> text.words(
                        FIRST,
                        OTHERS,
                        PlainText.safe(fault.code(), MOST_NAME) + ": " + fault.boots() + " on " + fault.platforms()));
        text.blank();
    }

    private void end() {
        Optional.of(facts.page())
                .filter(page -> !page.isEmpty())
                .ifPresent(page -> text.line("All of it: " + page).blank());
        text.words("These are measurements of our machines; a person has read this before it was sent.");
    }
}
