package org.kpulse.harness.expect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.InfraException;

/**
 * Waits for text on a guest's line, as the program expect does. What has matched is taken off; the rest stays for the next call. The
 * kernel's console is watched beside it, so that a crash ends the waiting at once. Text is ISO 8859-1: a byte is a character.
 *
 * <p>A guest may print without end: of what has not matched the last 256 KiB are kept. Not thread-safe.
 */
public final class Expect {

    static final int MAX_KEPT = 256 << 10;

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Pattern NEVER = Pattern.compile("(?!)");

    private final SerialLine line;
    private final KernelConsole kernel;
    private final LongSupplier nanoTime;
    private final StringBuilder kept = new StringBuilder();

    /**
     * @param line what is read and written
     * @param kernel where the kernel logs; may be the line itself
     * @param nanoTime a clock that never goes back, such as {@link System#nanoTime}
     */
    public Expect(SerialLine line, KernelConsole kernel, LongSupplier nanoTime) {
        this.line = line;
        this.kernel = kernel;
        this.nanoTime = nanoTime;
    }

    /** Says a line. */
    public void send(String text) {
        try {
            line.send((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new InfraException("Cannot write to a guest's line: " + e.getMessage() + ".", e);
        }
    }

    /** Waits for exactly this text. */
    public Answer await(String text, Duration limit) {
        return await(Pattern.compile(Pattern.quote(text)), "\"" + text + "\"", limit);
    }

    /** Waits for the first place that fits a regular expression; it is tried on what has come whenever more comes. */
    public Answer await(Pattern pattern, Duration limit) {
        return await(pattern, "/" + pattern + "/", limit);
    }

    /** Waits for nothing but a crash or the end of the line; {@link Answer.Late} when there is neither. */
    public Answer watch(Duration limit) {
        return await(NEVER, "the end", limit);
    }

    private Answer await(Pattern pattern, String wanted, Duration limit) {
        long start = nanoTime.getAsLong();
        try {
            for (Duration patience = Duration.ZERO; ; patience = POLL) {
                boolean more = take(line.next(patience));
                if (line != kernel) {
                    kernel.look();
                }
                Optional<Answer> answer = more || patience.isZero() ? match(pattern) : Optional.empty();
                if (answer.isPresent()) {
                    return answer.get();
                }
                Optional<Answer> crash = kernel.answer(wanted);
                if (crash.isPresent()) {
                    return crash.get();
                }
                if (line.ended() && !more) {
                    return ended(wanted);
                }
                Duration waited = Duration.ofNanos(nanoTime.getAsLong() - start);
                if (waited.compareTo(limit) >= 0) {
                    return new Answer.Late(wanted, waited, LastLines.of(kept.toString()));
                }
            }
        } catch (IOException e) {
            throw new InfraException("Cannot read a guest's line: " + e.getMessage() + ".", e);
        }
    }

    /** A kernel that crashed may take the line with it before its last words were read. */
    private Answer ended(String wanted) throws IOException {
        if (line != kernel) {
            kernel.look();
        }
        return kernel.answer(wanted).orElseGet(() -> new Answer.Ended(wanted, LastLines.of(kept.toString())));
    }

    private boolean take(byte[] bytes) {
        kept.append(new String(bytes, StandardCharsets.ISO_8859_1));
        if (kept.length() > MAX_KEPT) {
            kept.delete(0, kept.length() - MAX_KEPT);
        }
        return bytes.length > 0;
    }

    private Optional<Answer> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(kept);
        if (!matcher.find()) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            String group = matcher.group(i);
            groups.add(group == null ? "" : group);
        }
        Answer match = new Answer.Match(kept.substring(0, matcher.start()), matcher.group(), groups);
        kept.delete(0, matcher.end());
        return Optional.of(match);
    }
}
