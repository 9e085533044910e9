package org.kpulse.webapp.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** All numbers come from the database when they are asked for, so that every service on it gives the same ones. */
@Controller
class MetricsController {

    private static final MediaType FORM = MediaType.parseMediaType("text/plain; version=0.0.4; charset=utf-8");

    private final MetricsQuery query;
    private final Clock clock;

    MetricsController(MetricsQuery query, Clock clock) {
        this.query = query;
        this.clock = clock;
    }

    @GetMapping("/metrics")
    @ResponseBody
    ResponseEntity<String> metrics() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try {
            fill(registry, clock.instant());
            return ResponseEntity.ok().contentType(FORM).body(registry.scrape());
        } finally {
            registry.close();
        }
    }

    private void fill(PrometheusMeterRegistry registry, Instant now) {
        query.kernelsSeen()
                .forEach(c -> counter(
                        registry, "kpulse.kernels.seen", Tags.of("source", c.what()), c.value(), "Kernels seen."));
        query.newestUntested(now)
                .forEach(c -> gauge(
                        registry,
                        "kpulse.newest.untested.kernel.age.seconds",
                        Tags.of("source", c.what()),
                        c.value(),
                        "Age of the newest kernel of a source if nothing was measured of it, else 0."));
        query.tasks()
                .forEach(c -> gauge(
                        registry, "kpulse.queue.tasks", Tags.of("state", c.what()), c.value(), "Tasks of requests."));
        gauge(
                registry,
                "kpulse.queue.longest.wait.seconds",
                Tags.empty(),
                query.longestWait(now),
                "How long the task that waits longest has been waiting.");
        MetricsQuery.Waited waited = query.waited();
        counter(registry, "kpulse.queue.waited.tasks", Tags.empty(), waited.tasks(), "Tasks that a worker took.");
        counter(
                registry,
                "kpulse.queue.waited.seconds",
                Tags.empty(),
                waited.seconds(),
                "What they waited for that, all together.");
        query.runs()
                .forEach(c -> counter(
                        registry,
                        "kpulse.runs",
                        Tags.of("state", c.what(), "blame", c.by()),
                        c.value(),
                        "Runs by how they ended and who is to blame."));
        query.builds()
                .forEach(c -> counter(
                        registry,
                        "kpulse.builds",
                        Tags.of("kind", c.what()),
                        c.value(),
                        "Compilations of kernels; incremental ones began from what an earlier one left."));
        query.workers(now)
                .forEach(c -> gauge(registry, "kpulse.workers", Tags.of("state", c.what()), c.value(), "Workers."));
        query.failedPolls()
                .forEach(c -> gauge(
                        registry,
                        "kpulse.source.failed.polls",
                        Tags.of("source", c.what()),
                        c.value(),
                        "Polls of a source that failed in a row."));
    }

    private static void gauge(PrometheusMeterRegistry registry, String name, Tags tags, double value, String what) {
        Gauge.builder(name, () -> value).tags(tags).description(what).register(registry);
    }

    private static void counter(PrometheusMeterRegistry registry, String name, Tags tags, double value, String what) {
        FunctionCounter.builder(name, registry, held -> value)
                .tags(tags)
                .description(what)
                .register(registry);
    }
}
