package org.kpulse.harness.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.fault.UsageException;

class PatchSeriesTest {

    private static final String BASE = "0123456789abcdef0123456789abcdef01234567";

    private static Mail patch(String subject) {
        return new Mail(subject, "Ann <ann@example.org>", "why\n", true, "Subject: " + subject + "\n\ndiff --git\n");
    }

    private static Mail letter(String subject, String text) {
        return new Mail(subject, "Bob <bob@example.org>", text, false, "Subject: " + subject + "\n\n" + text);
    }

    private static List<String> subjects(PatchSeries series) {
        return series.patches().stream().map(PatchSeries.One::subject).toList();
    }

    @Test
    void patchesApplyInTheOrderOfTheirNumbersWhateverTheOrderOfTheMails() {
        PatchSeries series = PatchSeries.of(
                List.of(
                        patch("[PATCH net v2 02/3] two"),
                        letter("Re: [PATCH net v2 01/3] one", "Nice.\n"),
                        patch("[PATCH net v2 03/3] three"),
                        letter("[PATCH net v2 00/3] all of it", "base-commit: " + BASE + "\n"),
                        patch("[PATCH net v2 01/3] one")),
                "box");

        assertThat(series.title()).isEqualTo("[PATCH net v2 00/3] all of it");
        assertThat(series.author()).isEqualTo("Bob <bob@example.org>");
        assertThat(series.baseCommit()).contains(BASE);
        assertThat(subjects(series)).containsExactly("one", "two", "three");
    }

    @Test
    void aPatchWithoutANumberIsASeriesOfItsOwn() {
        PatchSeries series = PatchSeries.of(List.of(patch("[PATCH] only")), "box");

        assertThat(series.title()).isEqualTo("[PATCH] only");
        assertThat(series.baseCommit()).isEmpty();
        assertThat(subjects(series)).containsExactly("only");
    }

    @Test
    void patchesWithoutNumbersKeepTheirOrder() {
        assertThat(subjects(PatchSeries.of(List.of(patch("b"), patch("a")), "box")))
                .containsExactly("b", "a");
    }

    @Test
    void theSameMailTwiceIsOnePatch() {
        List<Mail> mails = List.of(patch("[PATCH 1/2] a"), patch("[PATCH 2/2] b"), patch("[PATCH 1/2] a"));

        assertThat(subjects(PatchSeries.of(mails, "box"))).containsExactly("a", "b");
    }

    @Test
    void whatIsNoWholeSeriesIsRefusedWithWhatIsWrong() {
        refused("There is no patch in box", letter("[PATCH 0/2] cover", ""));
        refused("Patch 2 of 3 is missing in box.", patch("[PATCH 1/3] a"), patch("[PATCH 3/3] c"));
        refused(
                "box has more than one series: [PATCH n/1], [PATCH v2 n/1]; give one.",
                patch("[PATCH 1/1] a"),
                patch("[PATCH v2 1/1] a"));
        refused("and patches without a number; give one.", patch("[PATCH 1/1] a"), patch("[PATCH] b"));
        refused(
                "more than one base-commit: " + BASE + ", " + BASE.replace('0', '9') + ".",
                letter("[PATCH 0/1] c", "base-commit: " + BASE + "\nbase-commit: " + BASE.replace('0', '9') + "\n"),
                patch("[PATCH 1/1] a"));
        refused(
                "two different mails \"[PATCH 1/1] a\"",
                patch("[PATCH 1/1] a"),
                new Mail("[PATCH 1/1] a", "Ann", "other", true, "other"));
    }

    private static void refused(String sentence, Mail... mails) {
        assertThatThrownBy(() -> PatchSeries.of(List.of(mails), "box"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void eachPatchIsComparedWithTheOneBeforeOrTheWholeWithItsBase() {
        PatchSeries series = PatchSeries.of(List.of(patch("a"), patch("b")), "box");
        List<Path> files = List.of(Path.of("/1"), Path.of("/2"));

        assertThat(SeriesSteps.of(series, "git:t#v1", files, false))
                .containsExactly(new SeriesSteps.Step("git:t#v1", "git:t#v1+patch:/2"));
        assertThat(SeriesSteps.of(series, "git:t#v1", files, true))
                .containsExactly(
                        new SeriesSteps.Step("git:t#v1", "git:t#v1+patch:/1"),
                        new SeriesSteps.Step("git:t#v1+patch:/1", "git:t#v1+patch:/2"));
    }

    @Test
    void theBaseIsWhatIsAskedForOrWhatTheSeriesNames() {
        PatchSeries named =
                PatchSeries.of(List.of(letter("[PATCH 0/1] c", "base-commit: " + BASE), patch("[PATCH 1/1] a")), "box");
        PatchSeries silent = PatchSeries.of(List.of(patch("[PATCH] a")), "box");

        assertThat(SeriesSteps.base(named, "release:6.12.3", null)).isEqualTo("release:6.12.3");
        assertThat(SeriesSteps.base(named, null, "linux")).isEqualTo("git:linux#" + BASE);
        assertThatThrownBy(() -> SeriesSteps.base(named, null, null)).hasMessageContaining("--tree");
        assertThatThrownBy(() -> SeriesSteps.base(silent, null, "linux")).hasMessageContaining("names no base-commit");
        assertThatThrownBy(() -> SeriesSteps.base(named, "a", "b")).hasMessageContaining("--base says which tree");
    }
}
