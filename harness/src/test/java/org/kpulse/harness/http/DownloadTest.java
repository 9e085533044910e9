package org.kpulse.harness.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.progress.Progress;

class DownloadTest {

    private static final int SIZE = 300_000;
    private static final String PATH = "/linux-6.12.3.tar.xz";

    @TempDir
    private Path directory;

    private final byte[] content = new byte[SIZE];
    private final FakeServer server = new FakeServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final Download download = patient(Duration.ofSeconds(10));
    private Path file;

    @BeforeEach
    void aFile() {
        new Random(1).nextBytes(content);
        server.file(PATH, content);
        file = directory.resolve("linux.tar.xz");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Download patient(Duration silence) {
        Limits limits = new Limits(silence, Duration.ofSeconds(60));
        return new Download(new Http(FakeServer.hosts(), limits, Clock.systemUTC()), pauses::add, 3);
    }

    private void fetch() throws IOException {
        download.fetch(server.uri(PATH), file, SIZE, Progress.silent());
    }

    private void isWholeAndAlone() throws IOException {
        assertThat(file).hasBinaryContent(content);
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFileComesOnce() throws IOException {
        fetch();
        fetch();

        isWholeAndAlone();
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void whatBrokeOffIsGoneOnWithWhereItBroke() throws IOException {
        server.instead(PATH, FakeServer.cutAfter(100_000), FakeServer.cutAfter(50_000));

        fetch();

        isWholeAndAlone();
        assertThat(server.asked())
                .extracting(a -> a.header("Range"))
                .containsExactly("", "bytes=100000-", "bytes=150000-");
        assertThat(server.asked().get(2).header("If-range")).isEqualTo(FakeServer.tag(content));
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    @Test
    void aKilledDownloadIsGoneOnWithByTheNextProcess() throws IOException {
        server.instead(PATH, FakeServer.cutAfter(100_000), FakeServer.status(404));
        assertThatThrownBy(this::fetch).isInstanceOf(ServerTrouble.class);

        fetch();

        isWholeAndAlone();
        assertThat(server.asked().get(2).header("Range")).isEqualTo("bytes=100000-");
    }

    @Test
    void aFileThatChangedMeanwhileIsReadAnew() throws IOException {
        server.instead(PATH, FakeServer.cutAfter(100_000), FakeServer.status(404));
        assertThatThrownBy(this::fetch).isInstanceOf(ServerTrouble.class);
        new Random(2).nextBytes(content);

        fetch();

        isWholeAndAlone();
    }

    @Test
    void halfAFileOfUnknownVersionIsNotTrusted() throws IOException {
        Files.write(directory.resolve("linux.tar.xz.partial"), new byte[1000]);

        fetch();

        isWholeAndAlone();
        assertThat(server.asked().get(0).header("Range")).isEmpty();
    }

    @Test
    void aServerThatIgnoresRangesIsReadFromTheBeginning() throws IOException {
        server.instead(PATH, FakeServer.cutAfter(100_000), FakeServer.ignoringRange());

        fetch();

        isWholeAndAlone();
    }

    @Test
    void anotherPartThanWasAskedForIsNotTaken() throws IOException {
        server.instead(PATH, FakeServer.cutAfter(100_000), (exchange, whole) -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 99999-" + (SIZE - 1) + "/" + SIZE);
            exchange.sendResponseHeaders(206, SIZE - 99_999);
            exchange.getResponseBody().write(whole, 99_999, SIZE - 99_999);
        });

        fetch();

        isWholeAndAlone();
        assertThat(server.asked().get(2).header("Range")).isEmpty();
    }

    @Test
    void aServerThatBringsNothingIsGivenUpAfterSomeTries() {
        FakeServer.Answer busy = FakeServer.status(503);
        server.instead(PATH, busy, busy, busy);

        assertThatThrownBy(this::fetch).isInstanceOf(ServerTrouble.class).hasMessageContaining("status 503");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void aServersWishForAPauseIsHonouredAndALongOneEndsTheDownload() {
        server.instead(
                PATH, FakeServer.status(429, "Retry-After", "30"), FakeServer.status(503, "Retry-After", "3600"));

        assertThatThrownBy(this::fetch).isInstanceOf(ServerTrouble.class);
        assertThat(pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        assertThatThrownBy(() -> download.fetch(server.uri(PATH), file, SIZE - 1, Progress.silent()))
                .hasMessageContaining("larger than the " + (SIZE - 1) + " bytes");

        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void aFileOfUnknownLengthThatIsTooLargeIsRefusedToo() throws IOException {
        server.instead(PATH, (exchange, whole) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(whole);
        });

        assertThatThrownBy(() -> download.fetch(server.uri(PATH), file, SIZE - 1, Progress.silent()))
                .hasMessageContaining("larger than");
        try (Stream<Path> all = Files.list(directory)) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void silenceInTheMiddleIsGoneOnFrom() throws IOException {
        server.instead(PATH, server.silenceAfter(70_000));

        patient(Duration.ofSeconds(1)).fetch(server.uri(PATH), file, SIZE, Progress.silent());

        isWholeAndAlone();
    }
}
