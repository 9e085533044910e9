package org.kpulse.harness.expect;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/** A line whose other side says what the test wrote down, a piece at a time, each after a time of its own clock. */
final class FakeLine implements SerialLine {

    /** The clock of a test: it goes on only while somebody waits. */
    static final class Time implements LongSupplier {

        private long now;

        @Override
        public long getAsLong() {
            return now;
        }

        void pass(Duration time) {
            now += time.toNanos();
        }
    }

    private record Piece(long at, String text) {}

    private final Time time;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private boolean ends;

    FakeLine(Time time) {
        this.time = time;
    }

    /** Says this when so many milliseconds have passed since the test began. */
    FakeLine says(long atMillis, String text) {
        pieces.addLast(new Piece(Duration.ofMillis(atMillis).toNanos(), text));
        return this;
    }

    /** Ends after what it says. */
    FakeLine ends() {
        ends = true;
        return this;
    }

    List<String> sent() {
        return sent;
    }

    @Override
    public byte[] next(Duration patience) {
        Piece piece = pieces.peekFirst();
        if (piece != null && piece.at() <= time.getAsLong()) {
            pieces.removeFirst();
            return piece.text().getBytes(StandardCharsets.ISO_8859_1);
        }
        time.pass(patience);
        return new byte[0];
    }

    @Override
    public boolean ended() {
        return ends && pieces.isEmpty();
    }

    @Override
    public void send(byte[] bytes) {
        sent.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
