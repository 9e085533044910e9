package org.kpulse.harness.job;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/** What an agent writes into its results channel, line by line. */
public final class Channel {

    private final StringBuilder text = new StringBuilder();
    private int steps;

    /** A line as it is. */
    public Channel line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** The first word of a job with so many steps. */
    public Channel hello(int count) {
        return line("@kp hello 1 6.1.0-50-cloud-amd64 " + count + " 1200000000");
    }

    /** A step that ran well, begin to end. */
    public Channel step(String kind, String benchmark, int iteration, String out) {
        return step(kind, benchmark, iteration, out, "", 0);
    }

    /** A step, begin to end. */
    public Channel step(String kind, String benchmark, int iteration, String out, String err, int exit) {
        String name = kind + " " + benchmark + " " + iteration;
        byte[] bytes = out.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        line("@kp begin " + name);
        data("out", out);
        data("err", err);
        steps++;
        return line(
                String.format(Locale.ROOT, "@kp end %s %d 1500000 %d %08x", name, exit, bytes.length, crc.getValue()));
    }

    /** Bytes in a frame of this name, in pieces as the agent makes them. */
    public Channel data(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 720) {
            byte[] piece = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 720));
            line("@kp " + name + " " + Base64.getEncoder().encodeToString(piece));
        }
        return this;
    }

    /** The last word. */
    public Channel done() {
        return line("@kp done " + steps);
    }

    /** All of it. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What a host makes of it. */
    public JobTranscript transcript() {
        JobTranscript transcript = new JobTranscript();
        new FrameReader().feed(bytes()).forEach(transcript::accept);
        return transcript;
    }
}
