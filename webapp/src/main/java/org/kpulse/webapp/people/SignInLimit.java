package org.kpulse.webapp.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Too many wrong passwords for a name, or from an address, and neither is asked for a while. Thread-safe; bounded. */
@Component
public class SignInLimit {

    static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int BY_NAME = 5;
    private static final int BY_ADDRESS = 30;
    private static final int MOST_KEYS = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    SignInLimit(Clock clock) {
        this.clock = clock;
    }

    /** Whether the next try is to be refused unseen. */
    synchronized boolean isReached(String name, String address) {
        return recent("name " + name) >= BY_NAME || recent("address " + address) >= BY_ADDRESS;
    }

    synchronized void failed(String name, String address) {
        for (String key : new String[] {"name " + name, "address " + address}) {
            failures.computeIfAbsent(key, k -> new ArrayDeque<>()).add(clock.instant());
        }
    }

    /** Whether the next try from this address is to be refused unseen, whoever it is. */
    public synchronized boolean isReached(String address) {
        return recent("address " + address) >= BY_ADDRESS;
    }

    /** Somebody without a name failed. */
    public synchronized void failed(String address) {
        failures.computeIfAbsent("address " + address, k -> new ArrayDeque<>()).add(clock.instant());
    }

    synchronized void succeeded(String name) {
        failures.remove("name " + name);
    }

    private int recent(String key) {
        Deque<Instant> times = failures.get(key);
        if (times == null) {
            return 0;
        }
        Instant first = clock.instant().minus(WINDOW);
        while (!times.isEmpty() && times.getFirst().isBefore(first)) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            failures.remove(key);
        }
        return times.size();
    }
}
