package org.kpulse.webapp.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kpulse.harness.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the configured addresses what happened. What happened is read from the stored events, so that nothing is lost however Kpulse ended;
 * each is queued once for each address and tried until the address answers with 2xx or it is given up. May run in several processes at once.
 */
public final class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int MOST = 200;
    private static final int MOST_ANSWER = 200;

    private final Outbox outbox;
    private final Messages messages;
    private final HookSettings settings;
    private final Clock clock;
    private final Duration patience;
    private final HttpClient client;

    public Deliveries(Database database, HookSettings settings, Clock clock) {
        this(database, settings, clock, Duration.ofSeconds(20));
    }

    /** @param patience how long an address may take to answer */
    Deliveries(Database database, HookSettings settings, Clock clock, Duration patience) {
        this.outbox = new Outbox(database);
        this.messages = new Messages(database, settings.site());
        this.settings = settings;
        this.clock = clock;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /**
     * Queues what happened since the last time and sends what is due; an address that failed is left alone until the next time. To be called
     * again and again by whoever keeps the time.
     *
     * @return how many were delivered
     * @throws InterruptedException when it is to end; what was under way is sent again later
     */
    public int deliverDue() throws InterruptedException {
        outbox.configured(settings.urls(), clock.instant());
        for (Outbox.Happened happened : outbox.missing(MOST)) {
            outbox.add(happened, messages.of(happened), clock.instant());
        }
        int delivered = 0;
        Set<String> failed = new HashSet<>();
        for (int i = 0; i < MOST; i++) {
            Optional<Outbox.Delivery> due = outbox.take(clock.instant(), failed, patience.multipliedBy(4));
            if (due.isEmpty()) {
                return delivered;
            }
            if (deliver(due.get())) {
                delivered++;
            } else {
                failed.add(due.get().url());
            }
        }
        return delivered;
    }

    private boolean deliver(Outbox.Delivery delivery) throws InterruptedException {
        String answer = delivery.tries() > settings.tries() ? "it was begun and not ended" : post(delivery);
        Instant now = clock.instant();
        if (answer.matches("status 2\\d\\d")) {
            outbox.delivered(delivery, answer, now);
            return true;
        }
        if (delivery.tries() >= settings.tries()) {
            LOG.warn(
                    "webhook at {}: {} of delivery {} after {} tries; it is given up",
                    host(delivery),
                    answer,
                    delivery.id(),
                    delivery.tries());
            outbox.givenUp(delivery, answer, now);
        } else {
            outbox.again(delivery, answer, now.plus(Backoff.after(delivery.tries())));
        }
        return false;
    }

    /** An address may hold a secret; its host does not. */
    private static String host(Outbox.Delivery delivery) {
        return String.valueOf(URI.create(delivery.url()).getHost());
    }

    /** What came of it, in words. */
    private String post(Outbox.Delivery delivery) throws InterruptedException {
        URI uri = URI.create(delivery.url());
        try {
            Optional<String> refusal = settings.refusal(uri);
            if (refusal.isPresent()) {
                return "not asked: " + refusal.get();
            }
            Instant now = clock.instant();
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(patience)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "kpulse")
                    .header("Kpulse-Event", delivery.event())
                    .header("Kpulse-Delivery", String.valueOf(delivery.id()))
                    .header("Kpulse-Signature", Signature.of(settings.secret().text(), now, delivery.body()))
                    .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close(); // its text is of no use to us, however long it is
            int status = answer.statusCode();
            return status >= 300 && status < 400
                    ? "status " + status + ", a redirect, which is not followed"
                    : "status " + status;
        } catch (IOException e) {
            return words(e);
        }
    }

    private static String words(IOException failure) {
        String text = (failure.getClass().getSimpleName() + " " + String.valueOf(failure.getMessage()))
                .replaceAll("[^\\x20-\\x7e]+", " ");
        return text.substring(0, Math.min(MOST_ANSWER, text.length()));
    }

    /** The newest deliveries, for people. */
    List<Outbox.Row> newest(int most) {
        return outbox.newest(most);
    }
}
