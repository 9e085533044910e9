package org.kpulse.harness.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.progress.Progress;

/**
 * Downloads large files so that no byte is asked for twice: what broke off is gone on with, also after a kill, if the server still has
 * the same version of it ({@code Range}, {@code If-Range}). A file is at its place whole or not at all.
 */
public final class Download {

    private static final int BUFFER = 1 << 16;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final Http http;
    private final Pause pause;
    private final int tries;

    /** @param tries in a row that may bring nothing before it is given up */
    public Download(Http http, Pause pause, int tries) {
        this.http = http;
        this.pause = pause;
        this.tries = tries;
    }

    /** Puts the file there unless it is; larger than {@code most} bytes is a {@link ServerTrouble}, as all that goes wrong. */
    public void fetch(URI uri, Path whole, long most, Progress progress) throws IOException {
        Partial partial = Partial.of(whole);
        int failed = 0;
        while (!Files.isRegularFile(whole)) {
            long before = partial.size();
            try {
                once(uri, partial, most, progress);
                partial.finish(whole);
            } catch (ServerTrouble e) {
                failed = partial.size() > before ? 1 : failed + 1;
                if (e.kind() != ServerTrouble.Kind.PASSING || failed >= tries) {
                    throw e;
                }
                Duration wait = wait(failed, e.retryAfter());
                if (wait.compareTo(LONGEST_PAUSE) > 0) {
                    throw e;
                }
                progress.step("download: " + e.getMessage() + "; trying again in " + wait.toSeconds() + " s");
                sleep(wait);
            }
        }
    }

    /** Doubled from time to time, never less than the server wants. */
    static Duration wait(int failed, Optional<Duration> wanted) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failed - 1, 5));
        Duration ours = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return wanted.filter(w -> w.compareTo(ours) > 0).orElse(ours);
    }

    private void sleep(Duration wait) throws ServerTrouble {
        try {
            pause.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerTrouble(ServerTrouble.Kind.LASTING, "the download was interrupted");
        }
    }

    private void once(URI uri, Partial partial, long most, Progress progress) throws IOException {
        long have = partial.size();
        Map<String, String> headers = new LinkedHashMap<>();
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            headers.put("If-Range", partial.version().orElseThrow().validator());
        }
        try (Response response = http.get(uri, headers)) {
            OptionalLong total;
            if (response.status() == 206 && have > 0) {
                total = rest(response, partial, have);
            } else if (response.status() == 200) {
                total = response.length();
                partial.begin(validator(response), total);
                have = 0;
            } else {
                partial.forget();
                throw new ServerTrouble(
                        ServerTrouble.Kind.PASSING,
                        response.uri() + " answers with status " + response.status() + " to a question for its rest");
            }
            if (total.isPresent() && total.getAsLong() > most) {
                partial.forget();
                throw tooLarge(response.uri(), most);
            }
            append(response, partial, new Extent(have, total, most), progress);
        }
    }

    /** The whole length by a 206 that fits to what is there. */
    private static OptionalLong rest(Response response, Partial partial, long have) throws IOException {
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
        OptionalLong known = partial.version().orElseThrow().length();
        boolean fits = range.matches() && Long.parseLong(range.group(1)) == have;
        OptionalLong said = !fits || range.group(3).equals("*")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(range.group(3)));
        if (!fits || (known.isPresent() && said.isPresent() && !known.equals(said))) {
            partial.forget();
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING, response.uri() + " sends another part than it was asked for");
        }
        return said.isPresent() ? said : known;
    }

    /** A weak tag does not promise equal bytes. */
    private static Optional<String> validator(Response response) {
        return response.header("ETag")
                .filter(tag -> !tag.startsWith("W/") && !tag.isBlank())
                .or(() -> response.header("Last-Modified").filter(date -> !date.isBlank()));
    }

    /** Where an answer's bytes go: from here, to there if that is known. */
    private record Extent(long from, OptionalLong total, long most) {}

    private static void append(Response response, Partial partial, Extent extent, Progress progress)
            throws IOException {
        long done = extent.from();
        byte[] buffer = new byte[BUFFER];
        try (OutputStream out = Files.newOutputStream(partial.file(), StandardOpenOption.APPEND)) {
            for (int n = response.body().read(buffer);
                    n >= 0;
                    n = response.body().read(buffer)) {
                done += n;
                if (done > extent.most()) {
                    partial.forget();
                    throw tooLarge(response.uri(), extent.most());
                }
                out.write(buffer, 0, n);
                progress.of(done, extent.total().orElse(done), "downloading");
            }
        }
        if (extent.total().isPresent() && done != extent.total().getAsLong()) {
            if (done > extent.total().getAsLong()) {
                partial.forget();
            }
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING,
                    response.uri() + " was cut off after " + done + " of "
                            + extent.total().getAsLong() + " bytes");
        }
    }

    private static ServerTrouble tooLarge(URI uri, long most) {
        return new ServerTrouble(
                ServerTrouble.Kind.LASTING, uri + " is larger than the " + most + " bytes that are accepted");
    }
}
