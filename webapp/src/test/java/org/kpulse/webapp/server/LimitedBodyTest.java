package org.kpulse.webapp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {

    private static final LimitedBody.Limit LIMIT = new LimitedBody.Limit(10, Duration.ofSeconds(60), "at most 10");

    private final AtomicLong now = new AtomicLong();

    private LimitedBody body(int size, long declared) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[size]);
        ServletInputStream in = new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int from, int length) {
                return bytes.read(into, from, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException();
            }
        };
        return new LimitedBody(in, declared, LIMIT, now::get);
    }

    @Test
    void asMuchAsMayBeIsRead() throws IOException {
        assertThat(body(10, 10).readAllBytes()).hasSize(10);
        assertThat(body(10, -1).readAllBytes()).hasSize(10);
    }

    @Test
    void moreIsRefusedAndIfItIsSaidBeforeAnythingIsRead() throws IOException {
        assertThatThrownBy(() -> body(11, -1).readAllBytes())
                .isInstanceOf(BadBody.class)
                .hasMessage("at most 10");
        assertThatThrownBy(() -> body(0, 11)).isInstanceOf(BadBody.class);
        LimitedBody one = body(11, -1);
        assertThat(one.skip(10)).isEqualTo(10);
        assertThatThrownBy(one::read).isInstanceOf(BadBody.class);
    }

    @Test
    void whatComesTooSlowlyIsNotWaitedFor() throws IOException {
        LimitedBody slow = body(5, 5);
        assertThat(slow.read()).isZero();

        now.addAndGet(Duration.ofSeconds(61).toNanos());

        assertThatThrownBy(slow::read).isInstanceOf(BadBody.class).hasMessageContaining("60 seconds");
    }
}
