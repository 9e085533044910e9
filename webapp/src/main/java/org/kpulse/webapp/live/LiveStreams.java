package org.kpulse.webapp.live;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.kpulse.harness.fault.InfraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Readers who are told of changes. Each topic is asked once a second, however many readers it has, and not at all without one. A reader is
 * dropped after ten minutes and comes again by itself, so that those who went away without a word do not gather.
 */
@Component
class LiveStreams implements DisposableBean {

    /** At once; each holds a connection. */
    static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final int SIGN_OF_LIFE_EVERY = 15;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Pulse pulse;
    private final Map<Topic, Set<Reader>> readers = new HashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "live");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> ticking;
    private int turns;

    LiveStreams(Pulse pulse) {
        this.pulse = pulse;
        ticking = clock.scheduleWithFixedDelay(this::turn, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One connection and what it was told last. */
    private static final class Reader {
        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private String seen;

        Reader(String seen) {
            this.seen = seen;
        }
    }

    /**
     * A stream of the changes since.
     *
     * @param seen the word for what the reader saw last
     * @throws InfraException when there are too many
     */
    SseEmitter open(Topic topic, String seen) {
        Reader reader = new Reader(seen);
        reader.emitter.onCompletion(() -> drop(topic, reader));
        reader.emitter.onTimeout(reader.emitter::complete);
        reader.emitter.onError(failure -> drop(topic, reader));
        synchronized (readers) {
            if (readers.values().stream().mapToInt(Set::size).sum() >= MOST) {
                throw new InfraException("There are " + MOST + " readers who are told of changes; ask for the page.");
            }
            readers.computeIfAbsent(topic, t -> new HashSet<>()).add(reader);
        }
        return reader.emitter;
    }

    private void drop(Topic topic, Reader reader) {
        synchronized (readers) {
            Set<Reader> all = readers.getOrDefault(topic, new HashSet<>());
            all.remove(reader);
            if (all.isEmpty()) {
                readers.remove(topic);
            }
        }
    }

    private void turn() {
        boolean signOfLife = ++turns % SIGN_OF_LIFE_EVERY == 0;
        for (Topic topic : topics()) {
            try {
                tell(topic, pulse.of(topic), signOfLife);
            } catch (RuntimeException e) {
                LOG.debug(
                        "{}: its readers wait: {}",
                        topic,
                        e.getMessage()); // the database is away; the next turn asks again
            }
        }
    }

    private List<Topic> topics() {
        synchronized (readers) {
            return List.copyOf(readers.keySet());
        }
    }

    private void tell(Topic topic, String now, boolean signOfLife) {
        List<Reader> all;
        synchronized (readers) {
            all = List.copyOf(readers.getOrDefault(topic, Set.of()));
        }
        for (Reader reader : all) {
            try {
                if (!reader.seen.equals(now)) {
                    reader.emitter.send(
                            SseEmitter.event().name("changed").id(now).data(now));
                    reader.seen = now;
                } else if (signOfLife) {
                    reader.emitter.send(SseEmitter.event().comment("alive"));
                }
            } catch (IOException | IllegalStateException e) {
                drop(topic, reader); // it went away
            }
        }
    }

    @Override
    public void destroy() {
        ticking.cancel(false);
        clock.shutdownNow();
        for (Topic topic : topics()) {
            synchronized (readers) {
                List.copyOf(readers.getOrDefault(topic, Set.of())).forEach(LiveStreams::end);
            }
        }
    }

    private static void end(Reader reader) {
        try {
            reader.emitter.complete();
        } catch (IllegalStateException e) {
            LOG.debug("a reader went away first: {}", e.getMessage());
        }
    }
}
