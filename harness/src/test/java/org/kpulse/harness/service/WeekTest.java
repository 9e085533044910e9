package org.kpulse.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.policy.Policies;
import org.kpulse.harness.policy.Situation;
import org.kpulse.harness.queue.QueueFixture;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;
import org.kpulse.harness.sources.PollState;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.SightingStore;
import org.kpulse.harness.store.WorkerStore;

/**
 * Two weeks in fast-forward, in the real database and by db-scheduler: a release candidate on the first Tuesday and none in the second
 * week, a push a day, nightly runs, a worker that dies, a machine that breaks, a clock that jumps.
 */
@ExtendWith(PostgresExtension.class)
class WeekTest {

    private static final String POLICIES = """
            policies:
              candidates: {sources: kernel.org, lines: mainline, priority: 70, against: "release:6.12", platforms: qemu-time}
              nightly: {sources: "git:linus", when: cron, cron: "30 2 * * *", zone: Europe/Berlin, priority: 40,
                        against: "release:6.12", platforms: [qemu-time, qemu-instructions]}
              weekend: {sources: [kernel.org, "git:linus"], lines: [mainline, master], when: weekend, zone: Europe/Berlin,
                        priority: 20, suites: long, against: "release:6.12", platforms: qemu-time}
            """;
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int DAYS = 14;
    private static final int BOOTS = 3;

    private final QueueFixture queue;
    private final SightingStore sightings;
    private final Database database;
    private final List<String> log = new ArrayList<>();
    /** What is stored of each task, whoever measured it: boots so far. */
    private final Map<Long, Integer> boots = new HashMap<>();

    private final List<String> made = new ArrayList<>();
    private final List<QueueFixture.Hand> hands = new ArrayList<>();
    private boolean broken;
    private boolean killed;
    private int jumps;

    @TempDir
    Path directory;

    WeekTest(Database database) {
        this.database = database;
        this.queue = new QueueFixture(database);
        this.sightings = new SightingStore(database);
    }

    private Planning planning() throws IOException {
        Files.writeString(directory.resolve("kpulse.yaml"), POLICIES);
        Config config = Config.load(new Config.Sources(directory, directory, Map.of(), Map.of()));
        Policies policies = Policies.of(
                config,
                new Policies.Known(List.of("smoke", "long"), List.of("qemu-time", "qemu-instructions")),
                MONDAY);
        assertThat(policies.problems()).isEmpty();
        return new Planning(database, policies, Situation.Advice.NONE, queue.clock);
    }

    private QueueFixture.Hand hand(String name) {
        QueueFixture.Hand hand = queue.new Hand(name, "qemu-time", "qemu-instructions");
        hand.work.does((task, turn) -> work(name, task, turn));
        hands.add(hand);
        return hand;
    }

    private Optional<Ending> work(String name, Task task, Turn turn) {
        if (broken && name.equals("second")) {
            throw new InfraException("The disk of this machine is gone.");
        }
        while (boots.getOrDefault(task.id(), 0) < BOOTS) {
            if (turn.over().isPresent()) {
                return Optional.empty();
            }
            made.add(task.id() + " boot " + boots.merge(task.id(), 1, Integer::sum));
            if (!killed && name.equals("first") && is("2026-11-25")) {
                killed = true;
                log.add("first dies in task " + task.id());
                hands.removeIf(hand ->
                        hand.work.asked().size() > 0 && !hand.worker.name().equals("second"));
                queue.later(Duration.ofMinutes(1));
                hands.get(0).looksForDead();
                hands.get(0).works();
                throw new IllegalStateException("this worker is dead; nobody hears it");
            }
        }
        return Optional.of(Ending.judged("FINE", name));
    }

    private boolean is(String day) {
        return queue.clock.instant().toString().startsWith(day);
    }

    private void sees(String source, String line, String ref) {
        Instant now = queue.clock.instant();
        PollState state = new PollState(source, now, now, 0, "", "");
        sightings.record(state, List.of(new Seen(ref, line, false, Optional.of(now))));
    }

    @Test
    void noTaskIsLostNoneRunsTwiceAndEachWeekendHasItsOneLongRun() throws IOException {
        queue.clock.advance(Duration.between(queue.clock.instant(), MONDAY));
        Planning planning = planning();
        hand("first");
        hand("second");
        for (int step = 0; step < DAYS * 48; step++) {
            events(step);
            planning.ask();
            List.copyOf(hands).forEach(QueueFixture.Hand::works);
            List.copyOf(hands).forEach(QueueFixture.Hand::works);
            queue.later(STEP);
        }

        List<Task> ended = queue.requests.endedSince(Instant.EPOCH);
        assertThat(queue.requests.open()).as("nothing is left").isEmpty();
        assertThat(ended).allSatisfy(task -> {
            assertThat(task.state()).isEqualTo(TaskState.DONE);
            assertThat(task.end().orElseThrow().outcome()).isEqualTo("FINE");
        });
        assertThat(made).as("no boot was made twice").doesNotHaveDuplicates().hasSize(BOOTS * ended.size());
        assertThat(ended)
                .extracting(t ->
                        t.request().kernels().candidate() + " " + t.request().suite() + " " + t.platform())
                .as("nothing was tested twice")
                .doesNotHaveDuplicates();
        assertThat(ended)
                .filteredOn(t -> t.request().terms().askedBy().equals("policy:weekend"))
                .extracting(t ->
                        t.request().kernels().candidate() + " " + t.request().key())
                .as("when Saturday begins in Berlin, Friday's push is the newest")
                .containsExactlyInAnyOrder(
                        "release:6.13-rc1 weekend weekend 2026-W48 long", "git:linus#11 weekend weekend 2026-W49 long");
        assertThat(ended)
                .filteredOn(t -> t.request().terms().askedBy().equals("policy:candidates"))
                .extracting(t -> t.request().kernels().candidate())
                .containsExactly("release:6.13-rc1");
        List<String> heads = new ArrayList<>();
        for (int day = 0; day < DAYS - 1; day++) {
            heads.add("git:linus#" + day);
            heads.add("git:linus#" + day);
        }
        assertThat(ended)
                .filteredOn(t -> t.request().terms().askedBy().equals("policy:nightly"))
                .extracting(t -> t.request().kernels().candidate())
                .as("each day's head in one night, on both platforms")
                .containsExactlyInAnyOrderElementsOf(heads);
        assertThat(log).hasSize(3).last().asString().startsWith("second is quarantined");
        assertThat(jumps).isEqualTo(2);
        assertThat(queue.workers.find("second").orElseThrow().state()).isEqualTo(WorkerStore.State.WORKING);
    }

    private void events(int step) {
        int day = step / 48;
        int hour = step % 48 / 2;
        boolean full = step % 2 == 0;
        if (full && hour == 10) {
            sees("git:linus", "master", "git:linus#" + day);
        }
        if (full && day == 1 && hour == 15) {
            sees("kernel.org", "mainline", "release:6.13-rc1");
        }
        if (full && day == 3 && hour == 9) {
            hand("third"); // the host of the dead one is back
            log.add("third begins");
        }
        if (full && day == 3 && hour == 12) {
            queue.later(Duration.ofHours(26));
            jumps++;
        }
        if (!full && day == 3 && hour == 12) {
            queue.later(Duration.ofHours(-26));
            jumps++;
        }
        if (full && day == 4 && hour == 2) {
            broken = true;
            hands.removeIf(hand -> hand.worker.name().equals("third")); // so that the broken one gets the work
            for (int i = 0; i < 3; i++) {
                queue.ask("on-demand-" + i, 90, "qemu-time");
            }
        }
        if (full && day == 4 && hour == 6) {
            assertThat(queue.workers.find("second").orElseThrow().state()).isEqualTo(WorkerStore.State.QUARANTINED);
            log.add("second is quarantined");
            broken = false;
            hand("third");
        }
    }
}
