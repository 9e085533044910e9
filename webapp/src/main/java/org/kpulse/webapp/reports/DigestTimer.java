package org.kpulse.webapp.reports;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.webapp.server.Parts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** While pages are served, the digest of each week that is over is drafted once, if the configuration says so. */
@Component
class DigestTimer implements ApplicationRunner, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DigestTimer.class);
    private static final long MINUTES = 10;

    private final boolean isWanted;
    private final Drafting drafting;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "digest");
        thread.setDaemon(true);
        return thread;
    });

    DigestTimer(Parts parts, ReportSettings settings) {
        this.isWanted = parts.lab().config().text(ConfigKey.REPORTS_DIGEST).equals("weekly");
        this.drafting = new Drafting(parts.database(), settings);
        this.clock = parts.lab().clock();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (isWanted) {
            var unused =
                    timer.scheduleWithFixedDelay(this::once, 0, MINUTES, TimeUnit.MINUTES); // it ends with the timer
        }
    }

    private void once() {
        try {
            drafting.digestIfNone(Week.before(clock.instant()));
        } catch (RuntimeException e) {
            LOG.warn("weekly digest: {}; tried again in {} minutes", e.getMessage(), MINUTES);
        }
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }
}
