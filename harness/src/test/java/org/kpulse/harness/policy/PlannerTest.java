package org.kpulse.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.sources.Sighting;

class PlannerTest {

    private static final String STABLE = """
            policies:
              stable:
                sources: kernel.org
                lines: [stable, longterm]
                platforms: qemu-time
            """;

    @TempDir
    Path directory;

    private final World world = new World();

    private Policies policies(String yaml) {
        return World.policies(directory, yaml);
    }

    @Test
    void theNewestKernelOfEachLineIsComparedWithTheOneBeforeOnce() {
        Policies stable = policies(STABLE);
        world.sees("kernel.org", "stable", "release:6.12.1")
                .sees("kernel.org", "stable", "release:6.12.3")
                .sees("kernel.org", "longterm", "release:6.6.70")
                .sees("kernel.org", "mainline", "release:6.13-rc1");

        assertThat(world.does(stable))
                .containsExactlyInAnyOrder(
                        "release:6.12.3 against release:6.12.1 by smoke on qemu-time",
                        "release:6.6.70 against release:6.6.69 by smoke on qemu-time");
        assertThat(world.wants(stable)).isEmpty();

        world.sees("kernel.org", "stable", "release:6.12.4");
        assertThat(world.wants(stable)).containsExactly("release:6.12.4 against release:6.12.3 by smoke on qemu-time");
    }

    @Test
    void theFirstPointReleaseIsComparedWithItsRelease() {
        world.sees("kernel.org", "stable", "release:6.12.1");

        assertThat(world.wants(policies(STABLE)))
                .containsExactly("release:6.12.1 against release:6.12 by smoke on qemu-time");
    }

    @Test
    void aKernelWithNothingBeforeItWaits() {
        Policies any = policies("policies: {all: {sources: debian}}");
        world.sees("debian", "cloud-amd64", "debian:6.1.0-50-cloud-amd64");

        assertThat(world.plan(any).requests()).isEmpty();
        assertThat(world.plan(any).waiting())
                .containsExactly(new Plan.Waiting(
                        "all", "debian:6.1.0-50-cloud-amd64", "there is nothing to compare it with yet"));
    }

    @Test
    void whatATreeSaysOfItselfIsAPolicyAndItsLastHeadWins() {
        Policies tree = policies("""
                trees:
                  hwmon: {url: /nowhere, branches: hwmon, suites: [smoke, long], platforms: qemu-instructions, priority: 75}
                """);
        world.sees("git:hwmon", "hwmon", "git:hwmon#1")
                .at("2026-11-24T13:00:00Z")
                .sees("git:hwmon", "hwmon", "git:hwmon#2")
                .at("2026-11-24T14:00:00Z")
                .sees("git:hwmon", "hwmon", "git:hwmon#3");

        Plan plan = world.plan(tree);

        assertThat(plan.requests())
                .extracting(World::words)
                .containsExactly(
                        "git:hwmon#3 against git:hwmon#2 by smoke on qemu-instructions",
                        "git:hwmon#3 against git:hwmon#2 by long on qemu-instructions");
        assertThat(plan.requests()).allSatisfy(r -> {
            assertThat(r.terms().priority()).isEqualTo(75);
            assertThat(r.terms().askedBy()).isEqualTo("policy:tree hwmon");
        });
    }

    @Test
    void aParentTagIsWhatTheTreeSaysOrTheReleaseItWasMadeFrom() {
        world.advice = new Situation.Advice() {
            @Override
            public Optional<String> parentTag(String ref) {
                return Optional.of("git:linus#v6.12");
            }

            @Override
            public Optional<String> obstacle(Sighting sighting) {
                return Optional.empty();
            }
        };
        world.sees("git:linus", "master", "git:linus#1")
                .sees("kernel.org", "mainline", "release:6.13-rc2")
                .sees("kernel.org", "stable", "release:6.11.9");

        assertThat(world.wants(policies("policies: {all: {against: parent-tag, platforms: qemu-time}}")))
                .containsExactlyInAnyOrder(
                        "git:linus#1 against git:linus#v6.12 by smoke on qemu-time",
                        "release:6.13-rc2 against release:6.12 by smoke on qemu-time",
                        "release:6.11.9 against release:6.11 by smoke on qemu-time");
    }

    @Test
    void whatCannotBeHadWaitsAndSaysWhy() {
        world.advice = new Situation.Advice() {
            @Override
            public Optional<String> parentTag(String ref) {
                return Optional.empty();
            }

            @Override
            public Optional<String> obstacle(Sighting sighting) {
                return Optional.of("nobody signs it");
            }
        };
        world.sees("kernel.org", "mainline", "release:6.13-rc1").sees("kernel.org", "mainline", "release:6.13-rc2");

        Plan plan = world.plan(policies("policies: {all: {lines: mainline}}"));

        assertThat(plan.requests()).isEmpty();
        assertThat(plan.waiting()).extracting(Plan.Waiting::why).containsExactly("nobody signs it");
    }

    @Test
    void twoPoliciesThatContradictAreNamedAndTheMoreUrgentGoesBefore() {
        Policies two = policies("""
                policies:
                  one: {against: "release:6.1", priority: 40, platforms: qemu-time}
                  two: {against: "release:6.6", priority: 60, platforms: qemu-time}
                """);
        world.sees("kernel.org", "stable", "release:6.12.1");

        Plan plan = world.plan(two);

        assertThat(plan.requests())
                .extracting(World::words)
                .containsExactly("release:6.12.1 against release:6.6 by smoke on qemu-time");
        assertThat(plan.problems())
                .singleElement()
                .satisfies(p -> assertThat(p.toString())
                        .contains(
                                "kpulse.yaml:2: policies two and one contradict: release:6.12.1 by suite smoke on qemu-time")
                        .contains("compared with release:6.6 and with release:6.1; two goes before."));
        world.does(two);
        assertThat(world.plan(two).problems())
                .as("still, when it was asked for")
                .hasSize(1);
    }

    @Test
    void twoPoliciesThatWantTheSameHaveItDoneOnce() {
        Policies two = policies("""
                policies:
                  one: {platforms: qemu-time}
                  two: {platforms: [qemu-time, qemu-instructions]}
                """);
        world.sees("kernel.org", "stable", "release:6.12.1");

        assertThat(world.plan(two).problems()).isEmpty();
        assertThat(world.does(two))
                .containsExactly(
                        "release:6.12.1 against release:6.12 by smoke on qemu-time",
                        "release:6.12.1 against release:6.12 by smoke on qemu-instructions");
        assertThat(world.wants(two)).isEmpty();
    }

    @Test
    void whatCannotBeFollowedIsNamedWithItsPlaceAndTheOthersAreFollowed() {
        Policies mixed = policies("""
                policies:
                  never:
                    when: cron
                    cron: "0 0 30 2 *"
                  garbled:
                    when: cron
                    cron: "every night"
                  missing:
                    when: cron
                  useless:
                    cron: "0 2 * * *"
                  suites:
                    suites: smoek
                  zone:
                    zone: Mars/Olympus
                  platform:
                    platforms: qemu-tim
                  good:
                    lines: stable
                trees:
                  t:
                    url: /nowhere
                    branches: x
                    suites: nosuch
                """);

        assertThat(mixed.all()).extracting(Policy::name).containsExactly("good");
        assertThat(mixed.problems())
                .extracting(p -> p.toString().replaceFirst("^.*/kpulse.yaml", "kpulse.yaml"))
                .anySatisfy(p -> assertThat(p)
                        .isEqualTo("kpulse.yaml:4: cron \"0 0 30 2 *\" never fires; policy never is left out."))
                .anySatisfy(p ->
                        assertThat(p).startsWith("kpulse.yaml:7: \"every night\" is no cron expression of five fields"))
                .anySatisfy(p ->
                        assertThat(p).startsWith("kpulse.yaml:9: policy missing is for when: cron and has no cron"))
                .anySatisfy(p ->
                        assertThat(p).startsWith("kpulse.yaml:11: policy useless has a cron and is not for when: cron"))
                .anySatisfy(
                        p -> assertThat(p)
                                .isEqualTo(
                                        "kpulse.yaml:13: there is no suite smoek; did you mean smoke?; the policy is left out."))
                .anySatisfy(p -> assertThat(p).startsWith("kpulse.yaml:15: there is no time zone Mars/Olympus"))
                .anySatisfy(p -> assertThat(p)
                        .startsWith("kpulse.yaml:17: there is no platform qemu-tim; did you mean qemu-time?"))
                .anySatisfy(p -> assertThat(p).startsWith("kpulse.yaml:24: there is no suite nosuch"))
                .hasSize(8);
    }

    @Test
    void atNightTheNewestThatWasSeenByThenIsTestedOnceAndASleptThroughNightIsMadeUpFor() {
        Policies nightly = policies("""
                policies:
                  nightly: {when: cron, cron: "30 2 * * *", zone: Europe/Berlin, platforms: qemu-time}
                """);
        world.at("2026-11-24T20:00:00Z").sees("kernel.org", "stable", "release:6.12.1");
        assertThat(world.wants(nightly)).as("before the night").isEmpty();

        world.at("2026-11-25T01:30:00Z");
        assertThat(world.wants(nightly)).hasSize(1);
        world.at("2026-11-25T06:00:00Z").sees("kernel.org", "stable", "release:6.12.2");
        assertThat(world.does(nightly)).containsExactly("release:6.12.1 against release:6.12 by smoke on qemu-time");
        assertThat(world.wants(nightly)).isEmpty();

        world.at("2026-11-26T02:00:00Z");
        assertThat(world.does(nightly)).containsExactly("release:6.12.2 against release:6.12.1 by smoke on qemu-time");
        world.at("2026-11-27T02:00:00Z");
        assertThat(world.wants(nightly)).as("nothing is new").isEmpty();
    }

    @Test
    void anHourThatTheClocksSayTwiceIsOneNight() {
        Policies nightly = policies("""
                policies:
                  nightly: {when: cron, cron: "30 2 * * *", zone: Europe/Berlin, platforms: qemu-time}
                """);
        CronTimes cron = nightly.all().get(0).when().cron().orElseThrow();
        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        Instant second = Instant.parse("2026-10-25T01:30:00Z");

        assertThat(cron.slot(first)).isEqualTo(cron.slot(second)).isEqualTo("2026-10-25T02:30");
    }

    @Test
    void aBudgetOfHoursIsKeptAndTheRestWaitsForTomorrow() {
        Policies one = policies("policies: {all: {hours-per-day: 2, platforms: qemu-time}}");
        world.measured.add(new Durations.Measured("smoke", "qemu-time", Duration.ofMinutes(60)));
        for (String series : List.of("6.1", "6.6", "6.11", "6.12")) {
            world.sees("kernel.org", "stable", "release:" + series + ".5");
        }

        assertThat(world.does(one)).hasSize(2);
        assertThat(world.wants(one)).isEmpty();
        assertThat(world.plan(one).waiting())
                .hasSize(2)
                .allSatisfy(w -> assertThat(w.why()).isEqualTo("its 2 h of qemu-time are used up today"));
        world.at("2026-11-25T00:00:00Z");
        assertThat(world.does(one)).hasSize(2);
    }

    @Test
    void theWeekendHasTheNewestUntestedCandidateOnceElseTheNewestHead() {
        Policies weekend = policies("""
                policies:
                  weekend: {when: weekend, suites: long, platforms: qemu-time, sources: [kernel.org, "git:linus"],
                            lines: [mainline, master], against: "release:6.12"}
                """);
        world.at("2026-11-24T10:00:00Z")
                .sees("git:linus", "master", "git:linus#1")
                .sees("kernel.org", "mainline", "release:6.13-rc1");
        assertThat(world.wants(weekend)).as("on a Tuesday").isEmpty();
        world.at("2026-11-27T23:59:59Z");
        assertThat(world.wants(weekend)).as("on Friday night").isEmpty();

        world.at("2026-11-28T00:00:00Z");
        assertThat(world.does(weekend)).containsExactly("release:6.13-rc1 against release:6.12 by long on qemu-time");
        world.sees("kernel.org", "mainline", "release:6.13-rc2").at("2026-11-29T23:59:00Z");
        assertThat(world.wants(weekend)).as("once a weekend").isEmpty();

        world.at("2026-12-05T00:00:00Z");
        assertThat(world.does(weekend)).containsExactly("release:6.13-rc2 against release:6.12 by long on qemu-time");

        world.at("2026-12-12T08:00:00Z");
        assertThat(world.does(weekend))
                .as("no new candidate")
                .containsExactly("git:linus#1 against release:6.12 by long on qemu-time");

        world.at("2026-12-19T08:00:00Z");
        assertThat(world.wants(weekend)).as("nothing is new").isEmpty();
        world.at("2026-12-20T08:00:00Z").sees("git:linus", "master", "git:linus#2");
        assertThat(world.wants(weekend)).as("it waited for one").hasSize(1);
    }

    @Test
    void anIdlePlatformRepeatsWhatWasInconclusiveOnceAndElseNothing() {
        Policies idle = policies("policies: {idle: {when: idle, platforms: qemu-time, boots: 8, priority: 5}}");
        NewRequest earlier = request("release:6.12.1", 40);
        world.did(earlier, "INCONCLUSIVE");
        NewRequest other = request("release:6.12.2", 50);
        world.queued(other);
        assertThat(world.wants(idle)).as("there is work").isEmpty();

        world.tasks.remove(1);
        Plan plan = world.plan(idle);
        assertThat(plan.requests())
                .extracting(World::words)
                .containsExactly("release:6.12.1 against release:6.12 by smoke on qemu-time");
        assertThat(plan.requests().get(0).boots()).isEqualTo(8);
        world.did(plan.requests().get(0), "INCONCLUSIVE");
        assertThat(world.wants(idle)).isEmpty();
    }

    @Test
    void anIdlePlatformMeasuresItsNoiseOnceADay() {
        Policies idle = policies("policies: {idle: {when: idle, fill: noise, platforms: qemu-time}}");
        world.did(request("release:6.12.1", 40), "FINE");

        assertThat(world.does(idle)).containsExactly("release:6.12.1 against release:6.12.1 by smoke on qemu-time");
        assertThat(world.wants(idle)).isEmpty();
        world.at("2026-11-25T00:00:00Z");
        assertThat(world.wants(idle)).hasSize(1);
    }

    @Test
    void aCanaryIsMeasuredOnceADayOnEachPlatformAlsoWhileOthersWaitThere() {
        Policies canary =
                policies("policies: {canary: {when: canary, against: \"debian:6.12.1-cloud\", priority: 90}}");
        world.queued(request("release:6.12.3", 40));

        assertThat(canary.problems()).isEmpty();
        assertThat(world.does(canary))
                .containsExactly(
                        "debian:6.12.1-cloud against debian:6.12.1-cloud by smoke on qemu-time",
                        "debian:6.12.1-cloud against debian:6.12.1-cloud by smoke on qemu-instructions");
        assertThat(world.wants(canary)).isEmpty();
        world.at("2026-11-25T00:00:00Z");
        assertThat(world.wants(canary)).hasSize(2);
        assertThat(world.plan(canary).requests())
                .allMatch(NewRequest::isCanary)
                .extracting(NewRequest::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void aCanaryIsNoTestOfItsKernel() {
        Policies both = policies("""
                policies:
                  canary: {when: canary, against: "release:6.12.3", priority: 90, platforms: qemu-time}
                  stable: {sources: kernel.org, platforms: qemu-time}
                """);
        world.does(both);
        world.sees("kernel.org", "stable", "release:6.12.3");

        assertThat(world.wants(both)).containsExactly("release:6.12.3 against release:6.12.2 by smoke on qemu-time");
    }

    @Test
    void aCanaryIsOneKernelThatStaysTheSame() {
        for (String against : List.of("previous", "parent-tag", "debian:latest", "debian:previous")) {
            Policies moving = policies("policies: {night: {when: canary, against: \"" + against + "\"}}");
            assertThat(moving.all()).isEmpty();
            assertThat(moving.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains("against: " + against + " is not one kernel that stays the same"));
        }
        assertThat(policies("policies: {night: {when: canary, against: \"debian:1\", bisect: on}}")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("nothing to bisect"));
    }

    @Test
    void canariesOfDaysOnWhichNobodyMeasuredThemDoNotPileUp() {
        Policies canary = policies("policies: {canary: {when: canary, against: \"debian:1\", platforms: qemu-time}}");
        world.plan(canary).requests().forEach(world::queued);
        world.at("2026-11-26T00:00:00Z");

        assertThat(world.wants(canary)).isEmpty();
        world.tasks.clear();
        assertThat(world.wants(canary)).hasSize(1);
    }

    @Test
    void anIdlePlatformNeitherRepeatsACanaryNorTakesItForTheKernelTestedLast() {
        Policies canary = policies("policies: {canary: {when: canary, against: \"debian:1\", platforms: qemu-time}}");
        world.plan(canary).requests().forEach(request -> world.did(request, "INCONCLUSIVE"));

        for (String fill : List.of("inconclusive", "noise")) {
            assertThat(world.wants(
                            policies("policies: {idle: {when: idle, fill: " + fill + ", platforms: qemu-time}}")))
                    .isEmpty();
        }
    }

    @Test
    void whenSomethingIsDoneComesFromWhatWasMeasuredInTheOrderItIsWorkedOn() {
        world.measured.add(new Durations.Measured("smoke", "qemu-time", Duration.ofMinutes(20)));
        NewRequest routine = request("release:6.12.1", 40);
        world.queued(routine);
        NewRequest urgent = request("release:6.12.2", 90);

        List<Forecast.Expected> expected = Forecast.of(
                world.tasks, List.of(urgent), List.of(List.of("qemu-time")), new Durations(world.measured), world.now);

        assertThat(expected)
                .extracting(e -> e.request().kernels().candidate() + " "
                        + Duration.between(world.now, e.end().orElseThrow()).toMinutes() + " " + e.measured())
                .containsExactly("release:6.12.2 20 true", "release:6.12.1 40 true");
        assertThat(Forecast.of(world.tasks, List.of(), List.of(List.of("other")), new Durations(List.of()), world.now))
                .as("nobody can do it")
                .allSatisfy(e -> assertThat(e.end()).isEmpty());
    }

    private static NewRequest request(String candidate, int priority) {
        return new NewRequest(
                "key " + candidate,
                new NewRequest.Pair("release:6.12", candidate),
                "smoke",
                0,
                List.of("qemu-time"),
                new NewRequest.Terms(priority, "a test", "test", false));
    }
}
