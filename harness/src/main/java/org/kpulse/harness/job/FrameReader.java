package org.kpulse.harness.job;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
            String[] said = Arrays.copyOfRange(word, 2, word.length);
            return switch (word[1] + said.length) {
                case "hello4" -> new Frame.Hello(number(said[0]), said[1], number(said[2]), count(said[3]));
                case "begin3" -> new Frame.Begin(step(said));
                case "hb0" -> new Frame.Heartbeat();
                case "out1" -> new Frame.Output(decode(said[0]));
                case "err1" -> new Frame.ErrorOutput(decode(said[0]));
                case "end7" ->
                    new Frame.End(
                            step(said),
                            number(said[3]),
                            count(said[4]),
                            count(said[5]),
                            Long.parseUnsignedLong(said[6], 16));
                case "log1" -> new Frame.KernelLog(decode(said[0]));
                case "map1" -> new Frame.CodeMap(decode(said[0]));
                case "done1" -> new Frame.Done(number(said[0]));
                default -> word[1].equals("fatal") ? new Frame.Fatal(reason(text)) : damaged(text);
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return damaged(text);
        }
    }

    private static String reason(String text) {
        return printable(text.substring("@kp fatal ".length()));
    }

    private static int number(String text) {
        return Math.toIntExact(Math.min(count(text), Integer.MAX_VALUE));
    }

    /** A count or duration; a hostile guest's negative one is an error. */
    private static long count(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new IllegalArgumentException("negative: " + number);
        }
        return number;
    }

    private static ByteBuffer decode(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer();
    }

    private static StepId step(String[] said) {
        return new StepId(StepId.Kind.valueOf(said[0].toUpperCase(Locale.ROOT)), said[1], Integer.parseInt(said[2]));
    }

    private static Frame damaged(String text) {
        return new Frame.Damaged(printable(text));
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= EXCERPT ? clean : clean.substring(0, EXCERPT) + "...";
    }
}
