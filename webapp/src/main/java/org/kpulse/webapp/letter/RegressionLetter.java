package org.kpulse.webapp.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kpulse.webapp.letter.RegressionFacts.Culprit;
import org.kpulse.webapp.letter.RegressionFacts.Moved;
import org.kpulse.webapp.letter.RegressionFacts.Named;
import org.kpulse.webapp.letter.RegressionFacts.Place;
import org.kpulse.webapp.letter.RegressionFacts.Search;
import org.kpulse.webapp.letter.RegressionFacts.Tree;

/** The report of a regression, in the form of the kernel test robot's mails, which kernel developers know. Pure. */
public final class RegressionLetter {

    private static final int SHORT = 12;
    private static final int MOST_NAME = 40;
    private static final int MOST_SUBJECT = 60;
    private static final int MOST_REF = 300;
    private static final int MOST_LINES = 60;
    private static final String RULE = "-".repeat(76) + ">";

    private final RegressionFacts facts;
    private final PlainText text = new PlainText();

    private RegressionLetter(RegressionFacts facts) {
        this.facts = facts;
    }

    /** The mail. */
    public static Letter of(RegressionFacts facts) {
        RegressionLetter letter = new RegressionLetter(facts);
        letter.write();
        return new Letter(letter.subject(), letter.text.text());
    }

    /** What the report is first of all about: what the bisection looked for, else the largest change. */
    private Moved first() {
        String sought =
                culprit().isPresent() ? facts.search().map(Search::metric).orElse("") : "";
        return facts.moved().stream()
                .filter(moved -> moved.name().equals(sought))
                .findFirst()
                .orElse(facts.moved().get(0));
    }

    private Optional<Culprit> culprit() {
        return facts.search().flatMap(Search::culprit);
    }

    private String subject() {
        String name = PlainText.safe(first().name(), MOST_NAME);
        String about = first().percent().isPresent()
                ? name + " " + ChangeTable.percent(first().percent()) + " regression"
                : name + " regression from 0";
        String where = "[" + PlainText.safe(origin(), MOST_NAME) + "] ";
        return culprit()
                .map(commit -> where + "[" + PlainText.safe(commit.subject(), MOST_SUBJECT) + "] "
                        + shortened(commit.revision()) + ": " + about)
                .orElseGet(() -> where + PlainText.safe(called(facts.candidate()), MOST_SUBJECT) + ": " + about);
    }

    private String origin() {
        return facts.tree()
                .map(tree -> tree.branch().isEmpty() ? tree.name() : tree.name() + "/" + tree.branch())
                .orElse(facts.candidate().ref().replaceFirst(":.*", ""));
    }

    private static String called(Named kernel) {
        return kernel.revision().isEmpty() ? kernel.release() : shortened(kernel.revision());
    }

    private static String shortened(String revision) {
        return revision.substring(0, Math.min(SHORT, revision.length()));
    }

    private void write() {
        text.line("Hello,").blank();
        text.words("Kpulse noticed a " + ChangeTable.percent(first().percent()) + " regression of " + first().name()
                        + " on:")
                .blank();
        what();
        circumstances();
        tags();
        text.line("Details are as below:").line(RULE).blank();
        kernels();
        ChangeTable.write(text, facts);
        noise();
        facts.search().ifPresent(this::search);
        reproduce();
        end();
    }

    /** Words of which some are a stranger's: those begin no line. */
    private PlainText strange(String sentence) {
        return text.words("", "  ", sentence);
    }

    private void what() {
        culprit()
                .ifPresentOrElse(
                        commit -> {
                            text.line("commit: " + PlainText.safe(commit.revision(), 64));
                            text.words(
                                    "        (\"",
                                    "          ",
                                    PlainText.safe(commit.subject(), MOST_REF) + "\")"
                                            + (commit.confirmed()
                                                    ? ""
                                                    : ", a suspect that no check has confirmed yet"));
                        },
                        () -> kernel("kernel:", facts.candidate()));
        facts.tree().ifPresent(this::tree);
        text.blank();
    }

    private void tree(Tree tree) {
        text.words(
                "tree:   ",
                "          ",
                PlainText.safe(tree.address().isEmpty() ? tree.name() : tree.address(), MOST_REF));
        if (!tree.branch().isEmpty()) {
            text.words("branch: ", "          ", PlainText.safe(tree.branch(), MOST_REF));
        }
    }

    private void kernel(String label, Named kernel) {
        text.words(
                String.format(Locale.ROOT, "%-8s", label),
                "          ",
                PlainText.safe(kernel.ref(), MOST_REF)
                        + (kernel.ref().contains(kernel.revision()) ? "" : " (" + kernel.revision() + ")"));
    }

    private void circumstances() {
        text.field("testcase", first().benchmark());
        text.field(
                "metric",
                first().metric() + " in " + first().unit() + ", " + (first().lowerIsBetter() ? "lower" : "higher")
                        + " is better");
        text.field("suite", facts.suite());
        text.field("compiler", or(facts.candidate().compiler(), "as packaged"));
        text.field("config", or(facts.candidate().config(), "not known"));
        for (Place place : facts.places()) {
            text.field("machine", place.name() + ": " + place.machine());
        }
        text.blank();
        long others = facts.moved().size() - 1L;
        if (others > 0) {
            text.words("It is also seen in " + others + " other " + (others == 1 ? "measurement" : "measurements")
                            + ", which the tables below have.")
                    .blank();
        }
    }

    private static String or(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    private void tags() {
        if (facts.reporter().isEmpty() && facts.page().isEmpty()) {
            return;
        }
        text.words("If you fix it by a commit of its own (not by a new version of the same patch), these tags let"
                + " others find what it was about:");
        if (!facts.reporter().isEmpty()) {
            text.line("| Reported-by: Kpulse <" + PlainText.safe(facts.reporter(), 50) + ">");
        }
        if (!facts.page().isEmpty()) {
            text.line("| Closes: " + facts.page());
        }
        text.blank();
    }

    private void kernels() {
        kernel("base:", facts.base());
        kernel("tested:", facts.candidate());
        text.blank();
    }

    private void noise() {
        text.words("q is the p value after the correction for all metrics that were tested (Benjamini-Hochberg); MDE"
                + " is the smallest change that these boots would have shown four times in five.");
        ChangeTable.known(facts)
                .findFirst()
                .ifPresentOrElse(
                        moved -> strange("Noise is by how much boots of one kernel vary when nothing changed; for "
                                + moved.name() + " it was learnt from "
                                + moved.noise().orElseThrow().boots() + " boots of "
                                + moved.noise().orElseThrow().kernels() + " kernels on " + moved.platform() + "."),
                        () -> text.words("How much boots of one kernel vary here is not known beyond these boots."));
        text.blank();
    }

    private void search(Search search) {
        strange("Bisection " + search.id() + ": " + PlainText.safe(search.summary(), MOST_REF))
                .blank();
        search.lines().stream()
                .limit(MOST_LINES)
                .forEach(line -> text.words(
                        String.format(Locale.ROOT, "  %-13s", PlainText.safe(line.name(), 12)),
                        " ".repeat(15),
                        PlainText.safe(line.value(), MOST_REF)));
        if (search.lines().size() > MOST_LINES) {
            text.line("  and more, which its page has.");
        }
        text.blank();
    }

    private void reproduce() {
        String both = facts.base().ref() + facts.candidate().ref();
        if (both.codePoints().anyMatch(PlainText::isHidden) || both.length() > 2 * MOST_REF) {
            text.words(
                            "The kernels' names cannot be written in a shell's words; the page has how to measure them again.")
                    .blank();
            return;
        }
        text.line("To reproduce it:").blank();
        List<String> words =
                new ArrayList<>(List.of("kpulse", "run", "--base", facts.base().ref()));
        words.addAll(List.of("--candidate", facts.candidate().ref(), "--suite", facts.suite()));
        words.addAll(List.of(
                "--platform",
                String.join(",", facts.places().stream().map(Place::name).toList()),
                "--boots",
                String.valueOf(boots())));
        ShellText.lines(words).forEach(text::line);
        text.blank();
    }

    private int boots() {
        return facts.moved().stream()
                .mapToInt(moved ->
                        Math.max(moved.base().boots(), moved.candidate().boots()))
                .max()
                .orElse(1);
    }

    private void end() {
        if (!facts.page().isEmpty()) {
            text.line("All samples, boot by boot: " + facts.page()).blank();
        }
        strange("These are measurements of our machines, judged by rules "
                + String.join(
                        ", ",
                        facts.places().stream().map(Place::rules).distinct().toList())
                + "; a person has read this report before it was sent. Yours may differ.");
    }
}
