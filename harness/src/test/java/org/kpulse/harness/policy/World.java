package org.kpulse.harness.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.sources.Sighting;

/** Kernels that were seen and tasks that were made, for decisions that touch nothing outside. */
final class World {

    static final Policies.Known KNOWN =
            new Policies.Known(List.of("smoke", "long"), List.of("qemu-time", "qemu-instructions"));

    final List<Sighting> sightings = new ArrayList<>();
    final List<Task> tasks = new ArrayList<>();
    final List<Durations.Measured> measured = new ArrayList<>();
    Situation.Advice advice = Situation.Advice.NONE;
    Instant now = Instant.parse("2026-11-24T12:00:00Z"); // a Tuesday

    /** Policies of this configuration. */
    static Policies policies(Path directory, String yaml) {
        try {
            Files.writeString(directory.resolve("kpulse.yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Config config = Config.load(new Config.Sources(directory, directory, Map.of(), Map.of()));
        return Policies.of(config, KNOWN, Instant.parse("2026-11-24T12:00:00Z"));
    }

    World at(String time) {
        now = Instant.parse(time);
        return this;
    }

    World sees(String source, String line, String ref) {
        sightings.add(new Sighting(source, new Seen(ref, line, false, Optional.of(now)), now));
        return this;
    }

    Plan plan(Policies policies) {
        return Planner.plan(policies.all(), new Situation(now, sightings, tasks, new Durations(measured), advice));
    }

    /** What the plan asks for, {@code candidate against base by suite on platforms}. */
    List<String> wants(Policies policies) {
        return plan(policies).requests().stream().map(World::words).toList();
    }

    /** What is wanted is made and done at once. */
    List<String> does(Policies policies) {
        List<NewRequest> requests = plan(policies).requests();
        requests.forEach(request -> did(request, "FINE"));
        return requests.stream().map(World::words).toList();
    }

    void did(NewRequest request, String outcome) {
        for (String platform : request.platforms()) {
            Task.End end = new Task.End(outcome, Optional.empty(), "", now);
            tasks.add(task(request, platform, TaskState.DONE, Optional.of(end), Duration.ofHours(1)));
        }
    }

    void queued(NewRequest request) {
        request.platforms()
                .forEach(p -> tasks.add(task(request, p, TaskState.QUEUED, Optional.empty(), Duration.ZERO)));
    }

    private Task task(NewRequest request, String platform, TaskState state, Optional<Task.End> end, Duration worked) {
        NewRequest here = new NewRequest(
                request.key(), request.kernels(), request.suite(), request.boots(), List.of(platform), request.terms());
        Task.Progress progress = new Task.Progress(
                state, now, new Task.Holder(0, Optional.empty(), Optional.empty()), 0, worked, OptionalLong.empty());
        return new Task(tasks.size() + 1L, tasks.size() + 1L, here, now, progress, end);
    }

    static String words(NewRequest request) {
        return request.kernels().candidate() + " against " + request.kernels().base() + " by " + request.suite()
                + " on " + String.join(",", request.platforms());
    }
}
