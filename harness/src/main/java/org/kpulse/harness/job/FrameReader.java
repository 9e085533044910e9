package org.kpulse.harness.job;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Turns the bytes of a results channel into frames as they come. Bounded: a line holds at most 4 KiB. Not thread-safe. */
public final class FrameReader {

    private static final int MAX_LINE = 4096;
    private static final int EXCERPT = 80;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean tooLong;

    /** Takes the next bytes and returns the frames they complete. */
    public List<Frame> feed(byte[] bytes) {
        List<Frame> frames = new ArrayList<>();
        for (byte b : bytes) {
            if (b == '\n') {
                frames.add(tooLong ? new Frame.Damaged("a line of more than " + MAX_LINE + " bytes") : parse(text()));
                line.reset();
                tooLong = false;
            } else if (line.size() >= MAX_LINE) {
                tooLong = true;
            } else {
                line.write(b);
            }
        }
        return frames;
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    static Frame parse(String text) {
        try {
            String[] word = text.split(" ", -1);
            if (word.length < 2 || !word[0].equals("@kp")) {
                return damaged(text);
            }
            return switch (word[1]) {
                case "hello" ->
                    new Frame.Hello(
                            Integer.parseInt(word[2]), word[3], Integer.parseInt(word[4]), Long.parseLong(word[5]));
                case "begin" -> new Frame.Begin(step(word));
                case "hb" -> new Frame.Heartbeat();
                case "out" -> new Frame.Output(decode(word[2]));
                case "err" -> new Frame.ErrorOutput(decode(word[2]));
                case "end" ->
                    new Frame.End(
                            step(word),
                            Integer.parseInt(word[5]),
                            Long.parseLong(word[6]),
                            Long.parseLong(word[7]),
                            Long.parseLong(word[8], 16));
                case "log" -> new Frame.KernelLog(decode(word[2]));
                case "done" -> new Frame.Done(Integer.parseInt(word[2]));
                case "fatal" -> new Frame.Fatal(printable(text.substring("@kp fatal ".length())));
                default -> damaged(text);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return damaged(text);
        }
    }

    private static ByteBuffer decode(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer();
    }

    private static StepId step(String[] word) {
        return new StepId(StepId.Kind.valueOf(word[2].toUpperCase(Locale.ROOT)), word[3], Integer.parseInt(word[4]));
    }

    private static Frame damaged(String text) {
        return new Frame.Damaged(printable(text));
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= EXCERPT ? clean : clean.substring(0, EXCERPT) + "...";
    }
}
