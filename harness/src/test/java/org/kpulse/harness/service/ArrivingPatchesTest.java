package org.kpulse.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.sources.Poll;
import org.kpulse.harness.sources.SettableClock;
import org.kpulse.harness.sources.Source;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.SeriesStore;
import org.kpulse.harness.store.SightingStore;

/** From mails in a Maildir or a directory to tasks: the real git, the real database, a clock that is set. */
@ExtendWith(PostgresExtension.class)
class ArrivingPatchesTest {

    private static int places;

    private final Database database;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T10:00:00Z"));
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final String name = "place" + ++places;
    private FakeTree tree;
    private Path maildir;
    private String base;
    private int mails;

    @TempDir
    Path home;

    ArrivingPatchesTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void aPlace() throws IOException {
        tree = new FakeTree(home.resolve("linux"));
        base = tree.head();
        maildir = home.resolve("mail");
        for (String folder : List.of("new", "cur", "tmp")) {
            Files.createDirectories(maildir.resolve(folder));
        }
        settings.put("sources.kernel-org.watch", "off");
        settings.put("sources.debian.watch", "off");
        settings.put("trees.demo.url", tree.directory().toString());
        settings.put("patches." + name + ".maildir", maildir.toString());
        settings.put("patches." + name + ".tree", "demo");
        settings.put("patches." + name + ".platforms", "qemu-instructions");
        settings.put("patches." + name + ".priority", "70");
    }

    private Lab lab() {
        Config config = Config.load(new Config.Sources(home, home, Map.of(), settings));
        return new Lab(
                config,
                new StateDirectory(home.resolve("state")),
                Map.of(),
                clock,
                Progress.silent(),
                Path.of("../benchmarks"));
    }

    /** Another process looks: what it says, then what it asks for. */
    private List<String> look() {
        Lab lab = lab();
        Source source = lab.sources().stream()
                .filter(each -> each.name().equals("patches:" + name))
                .findFirst()
                .orElseThrow();
        return look(lab, source);
    }

    private List<String> look(Lab lab, Source source) {
        Poll poll = new Poll(new SightingStore(database), clock, new Random(1));
        Poll.Polled polled = poll.now(source, Progress.silent());
        Planning.of(lab, database).ask();
        return polled.state().detail().isEmpty()
                ? List.of()
                : List.of(polled.state().detail().split("; "));
    }

    private List<Task> asked() {
        List<Task> all = new ArrayList<>(new RequestStore(database).open());
        all.removeIf(task -> !task.request().terms().askedBy().equals("policy:patches " + name));
        return all;
    }

    /** The mails of a series of so many patches, with a cover letter that names the base. */
    private List<String> series(int patches, String version, String thread) {
        for (int i = 1; i <= patches; i++) {
            tree.write("fs/pipe.c", FakeTree.PIPE.replace("2,", i + 100 + ",\n\t2,"));
            tree.commit("pipe: step " + i + " of " + thread);
        }
        String all = tree.git(
                "format-patch", "--stdout", "--cover-letter", "--thread", "--base=" + base, version, base + "..HEAD");
        tree.git("reset", "-q", "--hard", base);
        return Stream.of(all.split("(?m)(?=^From [0-9a-f]{40} )"))
                .map(mail ->
                        mail.replaceFirst("From .*\n", "").replaceFirst("\\*\\*\\* SUBJECT HERE \\*\\*\\*", thread))
                .toList();
    }

    private Path arrives(String mail) throws IOException {
        Path file = maildir.resolve("new/" + ++mails + ".M1.host");
        Files.write(file, mail.getBytes(StandardCharsets.UTF_8));
        return touched(file);
    }

    private Path touched(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(60)));
    }

    @Test
    void aSeriesIsAskedForOnceAllItsMailsAreThere() throws IOException {
        List<String> mails = series(2, "-v1", "pipe: slower");
        arrives(mails.get(2));
        arrives(mails.get(0));
        assertThat(look()).isEmpty();
        assertThat(asked()).isEmpty();

        clock.advance(Duration.ofMinutes(7));
        arrives(mails.get(1));
        assertThat(look()).isEmpty();

        assertThat(asked()).hasSize(1);
        Task task = asked().get(0);
        assertThat(task.request().kernels().base()).isEqualTo("git:demo#" + base);
        assertThat(task.request().kernels().candidate())
                .matches("git:demo#" + base + "\\+patch:.*/state/patches/[0-9a-f]{64}\\.mbox");
        assertThat(task.request().terms().why()).isEqualTo("[PATCH v1 0/2] pipe: slower");
        assertThat(task.request().terms().priority()).isEqualTo(70);
        String hash = task.request().kernels().candidate().replaceFirst(".*/([0-9a-f]{64})\\.mbox", "$1");
        assertThat(task.request().key()).isEqualTo("series patches " + name + " " + hash + " smoke");
        assertThat(new SeriesStore(database).find(hash))
                .contains(new SeriesStore.Series("[PATCH v1 0/2] pipe: slower", "A <a@example.org>", 2));
        Path kept = Path.of(task.request().kernels().candidate().replaceFirst(".*\\+patch:", ""));
        tree.git("am", "-q", kept.toString());
        assertThat(Files.readString(tree.directory().resolve("fs/pipe.c"))).contains("102,");
    }

    @Test
    void theSameSeriesAsksNothingAgainAndASecondVersionDoes() throws IOException {
        List<String> first = series(1, "-v1", "pipe: slower");
        for (String mail : first) {
            arrives(mail);
        }
        look();
        assertThat(asked()).hasSize(1);
        assertThat(look()).isEmpty();
        for (String mail : first) {
            arrives("Received: by another way\nList-Id: <another>\n" + mail);
        }
        assertThat(look()).isEmpty();
        Files.move(maildir.resolve("new/1.M1.host"), maildir.resolve("cur/1.M1.host:2,S"));
        assertThat(look()).isEmpty();
        assertThat(asked()).hasSize(1);

        for (String mail : series(1, "-v2", "pipe: slower")) {
            arrives(mail);
        }
        assertThat(look()).isEmpty();
        assertThat(asked()).hasSize(2);
    }

    @Test
    void whatStaysIncompleteForADayIsToldOfOnceAndLeft() throws IOException {
        List<String> mails = series(2, "-v1", "pipe: half");
        arrives(mails.get(0));
        arrives(mails.get(1));
        assertThat(look()).isEmpty();
        clock.advance(Duration.ofHours(23));
        assertThat(look()).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(look())
                .containsExactly(
                        "the series \"[PATCH v1 0/2] pipe: half\" is left: after a day there is no patch 2 of it");
        assertThat(look()).isEmpty();
        arrives(mails.get(2));
        assertThat(look()).isEmpty();
        clock.advance(Duration.ofDays(3));
        assertThat(look()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void aSeriesWaitsSomeMinutesForItsCoverLetterWhichNamesTheBase() throws IOException {
        List<String> mails = series(1, "-v1", "pipe: late letter");
        arrives(mails.get(1));
        assertThat(look()).isEmpty();
        clock.advance(Duration.ofMinutes(9));
        arrives(mails.get(0));
        assertThat(look()).isEmpty();

        assertThat(asked())
                .extracting(task -> task.request().terms().why())
                .containsExactly("[PATCH v1 0/1] pipe: late letter");
    }

    @Test
    void whatCannotBeTriedIsOneSentenceEachAndStopsNothing() throws IOException {
        List<String> good = series(1, "-v1", "pipe: good");
        String patch = good.get(1).replaceFirst("(?m)^(In-Reply-To|References|Message-Id):.*\n", "");
        String one =
                patch.replaceFirst("\\[PATCH v1 1/1\\]", "[PATCH]").replaceAll("(?m)^(In-Reply-To|References).*\n", "");
        arrives("Subject: Re: [PATCH] lunch\nFrom: b@example.org\n\nYes.\n");
        arrives("Subject: lunch?\nFrom: b@example.org\n\nNow.\n");
        arrives("not a mail at all");
        arrives("");
        arrives(one.replace("fs/pipe.c", "../../etc/passwd").replace("pipe: step", "escape:"));
        arrives(one.replaceFirst("(?ms)^index .*?^-- ", "index 1..2\nBinary files a/x and b/x differ\n-- ")
                .replace("pipe: step", "binary:"));
        arrives(one.replace("pipe: step", "baseless:"));
        arrives("Subject: [PATCH] large\nFrom: b@example.org\n\n" + "x\n".repeat(5_000_001));
        Files.createSymbolicLink(maildir.resolve("new/link"), home.resolve("elsewhere"));
        Files.writeString(home.resolve("elsewhere"), one);
        for (String mail : good) {
            arrives(mail.replace("\n", "\r\n"));
        }

        List<String> said = look();

        assertThat(said)
                .anyMatch(line -> line.equals("1 symbolic link is not followed"))
                .anyMatch(
                        line -> line.contains("escape:") && line.contains("../../etc/passwd, which is not in the tree"))
                .anyMatch(line -> line.contains("binary:") && line.contains("a binary diff, which is not applied"))
                .anyMatch(line -> line.contains("baseless:") && line.contains("names no base-commit"))
                .anyMatch(line -> line.matches("8\\.M1\\.host is larger than 10 MB"))
                .anyMatch(line -> line.matches("\\d mails are no patches or answers"));
        assertThat(asked())
                .extracting(task -> task.request().terms().why())
                .containsExactly("[PATCH v1 0/1] pipe: good");
        assertThat(look()).containsExactly("1 symbolic link is not followed");
        try (Stream<Path> left = Files.list(maildir.resolve("new"))) {
            assertThat(left).hasSize(11);
        }
    }

    @Test
    void aBaseThatTheTreeDoesNotHaveIsSaid() throws IOException {
        for (String mail : series(1, "-v1", "pipe: unknown base")) {
            arrives(mail.replace(base, "0123456789abcdef0123456789abcdef01234567"));
        }
        assertThat(look())
                .singleElement()
                .asString()
                .startsWith("the series \"[PATCH v1 0/1] pipe: unknown base\": ")
                .contains("0123456789");
        assertThat(look()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void aDirectoryIsReadWhenItsFilesHaveSettled() throws IOException {
        settings.remove("patches." + name + ".maildir");
        Path directory = Files.createDirectories(home.resolve("series"));
        settings.put("patches." + name + ".directory", directory.toString());
        String box = String.join(
                "",
                series(2, "-v1", "pipe: boxed").stream()
                        .map(mail -> "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n" + mail)
                        .toList());
        Lab lab = lab();
        Source source = lab.sources().stream()
                .filter(each -> each.name().startsWith("patches:"))
                .findFirst()
                .orElseThrow();
        Path file = directory.resolve("boxed.mbox");
        Files.writeString(file, box.substring(0, box.length() / 2));
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        Files.writeString(directory.resolve("README"), box);
        assertThat(look(lab, source)).isEmpty();
        Files.writeString(file, box);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().plusSeconds(3)));
        assertThat(look(lab, source)).isEmpty();
        assertThat(asked()).isEmpty();

        assertThat(look(lab, source)).isEmpty();
        assertThat(asked())
                .extracting(task -> task.request().terms().why())
                .containsExactly("[PATCH v1 0/2] pipe: boxed");
    }

    @Test
    void mailsOfLongAgoAreNotLookedAtTheFirstTime() throws IOException {
        for (String mail : series(1, "-v1", "pipe: of last year")) {
            Files.setLastModifiedTime(
                    arrives(mail), FileTime.from(clock.instant().minus(Duration.ofDays(300))));
        }

        assertThat(look()).containsExactly("2 files older than a day are not looked at");
        assertThat(look()).isEmpty();
        assertThat(asked()).isEmpty();
    }

    @Test
    void aPlaceThatIsAwayIsAFailedPollAndNothingIsForgotten() throws IOException {
        List<String> mails = series(1, "-v1", "pipe: unmounted");
        for (String mail : mails) {
            arrives(mail);
        }
        look();
        Files.move(maildir, home.resolve("away"));
        assertThat(look().get(0)).startsWith("Cannot look into " + maildir);
        Files.move(home.resolve("away"), maildir);
        assertThat(look()).isEmpty();
        assertThat(asked()).hasSize(1);
    }

    @Test
    void seriesCrowdOutNoKernelsAndNoPolicyButTheirOwnMeansThem() throws IOException {
        settings.put("policies.all-" + name + ".priority", "99");
        for (String mail : series(1, "-v1", "pipe: mine")) {
            arrives(mail);
        }
        look();

        assertThat(asked()).hasSize(1);
        assertThat(new RequestStore(database).open())
                .noneMatch(task -> task.request().terms().askedBy().equals("policy:all-" + name));
    }
}
