package org.kpulse.harness.patch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.patch.Arrivals.Arrival;

class ArrivalsTest {

    private static Letter letter(String key, String subject, String head) {
        return letter(key, subject, head, !subject.contains(" 0/"), "why\n");
    }

    private static Letter letter(String key, String subject, String head, boolean patch, String text) {
        String raw = "From: Ann <ann@example.org>\nSubject: " + subject + "\n" + head + "\n\n" + text;
        return new Letter(
                key,
                MailHead.of(raw),
                new Mail(subject, "Ann <ann@example.org>", text, patch, MailHead.essential(raw)));
    }

    private static Arrival only(List<Letter> letters) {
        List<Arrival> arrivals = Arrivals.of(letters);
        assertThat(arrivals).hasSize(1);
        return arrivals.get(0);
    }

    @Test
    void mailsOfOneThreadAreOneSeriesInWhateverOrderTheyCome() {
        Arrival series = only(List.of(
                letter("c", "[PATCH v2 2/2] b", "Message-Id: <c@x>\nReferences: <old@x>\n <a@x>"),
                letter("a", "[PATCH v2 0/2] both", "Message-ID: <a@x>\nReferences: <old@x>"),
                letter("b", "[PATCH v2 1/2] a", "Message-ID: <b@x>\nIn-Reply-To: <a@x>")));

        assertThat(series.keys()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(series.series().orElseThrow().title()).isEqualTo("[PATCH v2 0/2] both");
        assertThat(series.series().orElseThrow().patches())
                .extracting(PatchSeries.One::subject)
                .containsExactly("a", "b");
        assertThat(series.coverMayCome()).isFalse();
    }

    @Test
    void whatIsMissingIsSaid() {
        Arrival series = only(List.of(letter("c", "[PATCH 2/3] b", "Message-Id: <c@x>\nReferences: <a@x>")));

        assertThat(series.series()).isEmpty();
        assertThat(series.refused()).isEmpty();
        assertThat(series.missing()).containsExactly(1, 3);
    }

    @Test
    void twoSeriesOfOneSenderAreTwoByTheirThreads() {
        List<Arrival> series = Arrivals.of(List.of(
                letter("a", "[PATCH 1/2] a", "Message-ID: <a@x>\nReferences: <one@x>"),
                letter("b", "[PATCH 1/2] b", "Message-ID: <b@x>\nReferences: <two@x>"),
                letter("c", "[PATCH 2/2] c", "Message-ID: <c@x>\nReferences: <two@x>"),
                letter("d", "[PATCH 2/2] d", "Message-ID: <d@x>\nReferences: <one@x>")));

        assertThat(series).extracting(Arrival::title).containsExactlyInAnyOrder("[PATCH 1/2] a", "[PATCH 1/2] b");
        assertThat(series).allMatch(each -> each.series().isPresent() && each.coverMayCome());
        assertThat(series.get(0).id()).isNotEqualTo(series.get(1).id());
    }

    @Test
    void aSecondVersionIsAnotherSeriesThoughItAnswersTheFirst() {
        List<Arrival> series = Arrivals.of(List.of(
                letter("a", "[PATCH 1/2] a", "Message-ID: <a@x>"),
                letter("b", "[PATCH 2/2] b", "Message-ID: <b@x>\nReferences: <a@x>"),
                letter("c", "[PATCH v2 1/2] a", "Message-ID: <c@x>\nReferences: <a@x>"),
                letter("d", "[PATCH v2 2/2] b", "Message-ID: <d@x>\nReferences: <a@x> <c@x>")));

        assertThat(series).hasSize(2).allMatch(each -> each.series().isPresent());
        assertThat(series.get(0).id()).isNotEqualTo(series.get(1).id());
    }

    @Test
    void mailsThatAreInNoThreadBelongTogetherByTheirIds() {
        Arrival series = only(List.of(
                letter("a", "[PATCH 1/2] a", "Message-ID: <20260101.1234-2-ann@x>"),
                letter("b", "[PATCH 2/2] b", "Message-ID: <20260101.1234-3-ann@x>")));

        assertThat(series.series()).isPresent();
    }

    @Test
    void filesOfGitFormatPatchHaveNoIdsAndBelongTogetherByWhatTheyAreCalled() {
        Arrival series =
                only(List.of(letter("a", "[PATCH 1/2] a", "Date: now"), letter("b", "[PATCH 2/2] b", "Date: now")));

        assertThat(series.series()).isPresent();
        assertThat(series.id()).isEmpty();
    }

    @Test
    void aMailThatCameByTwoListsCountsOnce() {
        Arrival series = only(List.of(
                letter("a", "[PATCH 1/1] a", "Message-ID: <a@x>", true, "why\n"),
                letter("b", "[PATCH 1/1] a", "Message-ID: <a@x>", true, "why\n-- \na list's footer\n")));

        assertThat(series.series()).isPresent();
        assertThat(series.keys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void theNameOfASeriesIsTheSameWhateverOfItHasArrived() {
        Letter cover = letter("a", "[PATCH v2 0/2] both", "Message-ID: <a@x>");
        Letter first = letter("b", "[PATCH v2 1/2] a", "Message-ID: <b@x>\nReferences: <a@x>");
        Letter second = letter("c", "[PATCH v2 2/2] b", "Message-ID: <c@x>\nReferences: <a@x>");

        String whole = only(List.of(cover, first, second)).id();
        assertThat(List.of(
                        only(List.of(cover)).id(),
                        only(List.of(second)).id(),
                        only(List.of(second, first)).id()))
                .containsOnly(whole);
    }

    @Test
    void twoDifferentMailsOfOneNumberAreRefused() {
        Arrival series = only(List.of(
                letter("a", "[PATCH 1/1] a", "Message-ID: <a@x>", true, "one\n"),
                letter("b", "[PATCH 1/1] a", "Message-ID: <b@x>\nReferences: <a@x>", true, "two\n")));

        assertThat(series.refused().orElseThrow()).contains("two different mails \"[PATCH 1/1] a\"");
    }

    @Test
    void aMailboxIsOneSeriesOrNone() {
        Arrival whole =
                only(List.of(letter("a", "[PATCH 1/2] a", "Date: now"), letter("a", "[PATCH 2/2] b", "Date: now")));
        Arrival half =
                only(List.of(letter("a", "[PATCH 1/3] a", "Date: now"), letter("a", "[PATCH 2/3] b", "Date: now")));

        assertThat(whole.series()).isPresent();
        assertThat(half.refused().orElseThrow()).contains("Patch 3 of 3 is missing");
    }

    @Test
    void manyMailsThatNameEachOtherAreReadInTime() {
        List<Letter> chain = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> letter(
                        "k" + i,
                        "[PATCH " + i + "/3000] a",
                        "Message-ID: <" + i + "@x>\nReferences: <" + (i - 1) + "@x> <" + (i % 7) + "@y>"))
                .toList();

        assertThat(only(chain).missing()).isEmpty();
    }

    @Test
    void headsAreReadWithoutSpoilingWhatIsHostileInThem() {
        MailHead head = MailHead.of("""
                Received: by a
                FROM: "A, B" <Ann@Example.org>
                Subject: =?x?
                \tmore
                message-id:
                 <a@b>
                nonsense

                Subject: in the body
                """);

        assertThat(head.sender()).isEqualTo("ann@example.org");
        assertThat(head.subject()).isEqualTo("=?x? more");
        assertThat(head.id()).isEqualTo("<a@b>");
        assertThat(MailHead.of("").subject()).isEmpty();
        assertThat(MailHead.essential("Received: x\n y\nSubject: a\n b\n\nhello\nFrom x Mon Jan 1 10:00:00 2024\n"))
                .isEqualTo("Subject: a\n b\n\nhello\n>From x Mon Jan 1 10:00:00 2024\n");
    }
}
