package org.kpulse.webapp.hooks;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.kpulse.webapp.server.Parts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** While pages are served, webhooks are told every few seconds what happened. */
@Component
class HookTimer implements ApplicationRunner, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(HookTimer.class);
    private static final long SECONDS = 10;

    private final HookSettings settings;
    private final Deliveries deliveries;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "webhooks");
        thread.setDaemon(true);
        return thread;
    });

    HookTimer(Parts parts) {
        this.settings = HookSettings.of(parts.lab().config(), parts.lab().environment());
        this.deliveries = new Deliveries(parts.database(), settings, parts.lab().clock());
    }

    Deliveries deliveries() {
        return deliveries;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.urls().isEmpty()) {
            var unused =
                    timer.scheduleWithFixedDelay(this::once, 0, SECONDS, TimeUnit.SECONDS); // it ends with the timer
        }
    }

    private void once() {
        try {
            deliveries.deliverDue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("webhooks: {}; tried again in {} s", e.getMessage(), SECONDS);
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
