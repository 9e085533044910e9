package org.kpulse.harness.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.NamedKey;
import org.kpulse.harness.config.NamedSettings;
import org.kpulse.harness.config.PatchesKey;
import org.kpulse.harness.config.PatchesSettings;
import org.kpulse.harness.config.PolicyKey;
import org.kpulse.harness.config.PolicySettings;
import org.kpulse.harness.config.TreeKey;
import org.kpulse.harness.config.TreeSettings;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.sources.patches.PatchSource;

/**
 * The policies that can be followed, and what is wrong with the others.
 *
 * @param all by name; those of trees and of places where patches arrive last
 * @param problems what cannot be followed and why
 */
public record Policies(List<Policy> all, List<Problem> problems) {

    public Policies {
        all = List.copyOf(all);
        problems = List.copyOf(problems);
    }

    /** What there is to choose from. */
    public record Known(Collection<String> suites, Collection<String> platforms) {}

    /** Reads those of the configuration, and what its trees say of themselves. */
    public static Policies of(Config config, Known known, Instant now) {
        List<Policy> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (PolicySettings said : config.policySettings()) {
            List<Problem> mine = check(said, known, now);
            if (mine.isEmpty()) {
                all.add(policy(said));
            }
            problems.addAll(mine);
        }
        for (TreeSettings tree : config.treeSettings()) {
            if (tree.isWatched()) {
                List<Problem> mine = unknown(tree, TreeKey.SUITES, TreeKey.PLATFORMS, known);
                if (mine.isEmpty()) {
                    all.add(policy(tree));
                }
                problems.addAll(mine);
            }
        }
        for (PatchesSettings watch : config.patchesSettings()) {
            List<Problem> mine = unknown(watch, PatchesKey.SUITES, PatchesKey.PLATFORMS, known);
            if (mine.isEmpty()) {
                all.add(policy(watch));
            }
            problems.addAll(mine);
        }
        return new Policies(all, problems);
    }

    private static List<Problem> check(PolicySettings said, Known known, Instant now) {
        List<Problem> problems = unknown(said, PolicyKey.SUITES, PolicyKey.PLATFORMS, known);
        Optional<ZoneId> zone = zone(said.text(PolicyKey.ZONE));
        if (zone.isEmpty()) {
            problems.add(new Problem(
                    said.origin(PolicyKey.ZONE),
                    "there is no time zone " + said.text(PolicyKey.ZONE) + "; " + idle(said)));
        }
        canary(said).ifPresent(problems::add);
        boolean wantsCron = said.text(PolicyKey.WHEN).equals("cron");
        String expression = said.text(PolicyKey.CRON);
        if (wantsCron == expression.isBlank()) {
            problems.add(new Problem(
                    said.origin(PolicyKey.CRON),
                    wantsCron
                            ? "policy " + said.name() + " is for when: cron and has no cron; " + idle(said)
                            : "policy " + said.name() + " has a cron and is not for when: cron; " + idle(said)));
        } else if (wantsCron) {
            cron(said, zone.orElse(ZoneOffset.UTC), now).ifPresent(problems::add);
        }
        return problems;
    }

    /** A canary is one kernel, the same every night. */
    private static Optional<Problem> canary(PolicySettings said) {
        String against = said.text(PolicyKey.AGAINST);
        if (!said.text(PolicyKey.WHEN).equals("canary")) {
            return Optional.empty();
        }
        if (said.text(PolicyKey.BISECT).equals("on")) {
            return Optional.of(new Problem(
                    said.origin(PolicyKey.BISECT),
                    "policy " + said.name()
                            + " is for when: canary, and between a kernel and itself is nothing to bisect; "
                            + idle(said)));
        }
        return isOneKernel(against)
                ? Optional.empty()
                : Optional.of(new Problem(
                        said.origin(PolicyKey.AGAINST),
                        "policy " + said.name() + " is for when: canary, and against: " + against
                                + " is not one kernel that stays the same; " + idle(said)));
    }

    private static boolean isOneKernel(String against) {
        try {
            return !(KernelRef.parse(against) instanceof KernelRef.Debian debian && debian.isAlias());
        } catch (UsageException e) {
            return false; // previous, parent-tag
        }
    }

    private static Optional<Problem> cron(PolicySettings said, ZoneId zone, Instant now) {
        String expression = said.text(PolicyKey.CRON);
        try {
            return new CronTimes(expression, zone).next(now).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            said.origin(PolicyKey.CRON), "cron \"" + expression + "\" never fires; " + idle(said)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Problem(
                    said.origin(PolicyKey.CRON),
                    "\"" + expression + "\" is no cron expression of five fields (" + e.getMessage() + "); "
                            + idle(said)));
        }
    }

    private static String idle(PolicySettings said) {
        return "policy " + said.name() + " is left out.";
    }

    /** The suites and platforms that there are not. */
    private static <K extends Enum<K> & NamedKey> List<Problem> unknown(
            NamedSettings<K> said, K suites, K platforms, Known known) {
        List<Problem> problems = new ArrayList<>();
        unknown("suite", said.list(suites), known.suites())
                .forEach(words -> problems.add(new Problem(said.origin(suites), words)));
        unknown("platform", said.list(platforms), known.platforms())
                .forEach(words -> problems.add(new Problem(said.origin(platforms), words)));
        return problems;
    }

    private static Stream<String> unknown(String what, List<String> names, Collection<String> known) {
        return names.stream()
                .filter(name -> !known.contains(name))
                .map(name -> "there is no " + what + " " + name + Suggestion.among(name, known)
                        + "; the policy is left out.");
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Policy policy(PolicySettings said) {
        ZoneId zone = zone(said.text(PolicyKey.ZONE)).orElse(ZoneOffset.UTC);
        Policy.Trigger trigger =
                Policy.Trigger.valueOf(said.text(PolicyKey.WHEN).toUpperCase(Locale.ROOT));
        return new Policy(
                said.name(),
                said.origin(PolicyKey.WHEN),
                new Policy.Selector(
                        said.list(PolicyKey.SOURCES), said.list(PolicyKey.LINES), said.list(PolicyKey.KERNELS)),
                new Policy.When(
                        trigger,
                        trigger == Policy.Trigger.CRON
                                ? Optional.of(new CronTimes(said.text(PolicyKey.CRON), zone))
                                : Optional.empty(),
                        zone,
                        Policy.Fill.valueOf(said.text(PolicyKey.FILL).toUpperCase(Locale.ROOT))),
                new Policy.Work(
                        said.list(PolicyKey.SUITES), said.list(PolicyKey.PLATFORMS), said.number(PolicyKey.BOOTS)),
                new Policy.Terms(
                        said.text(PolicyKey.AGAINST),
                        said.number(PolicyKey.PRIORITY),
                        Duration.ofHours(said.number(PolicyKey.HOURS)),
                        said.text(PolicyKey.BISECT).equals("on")));
    }

    private static Policy policy(TreeSettings tree) {
        return new Policy(
                "tree " + tree.name(),
                tree.origin(TreeKey.URL),
                new Policy.Selector(List.of("git:" + tree.name()), List.of("*"), List.of("*")),
                new Policy.When(Policy.Trigger.SEEN, Optional.empty(), ZoneOffset.UTC, Policy.Fill.INCONCLUSIVE),
                new Policy.Work(tree.list(TreeKey.SUITES), tree.list(TreeKey.PLATFORMS), 0),
                new Policy.Terms(
                        tree.text(TreeKey.BASELINE), tree.number(TreeKey.PRIORITY), Duration.ofDays(1), false));
    }

    private static Policy policy(PatchesSettings watch) {
        return new Policy(
                "patches " + watch.name(),
                watch.origin(PatchesKey.TREE),
                new Policy.Selector(List.of(PatchSource.PREFIX + watch.name()), List.of("*"), List.of("*")),
                new Policy.When(Policy.Trigger.SEEN, Optional.empty(), ZoneOffset.UTC, Policy.Fill.INCONCLUSIVE),
                new Policy.Work(
                        watch.list(PatchesKey.SUITES),
                        watch.list(PatchesKey.PLATFORMS),
                        watch.number(PatchesKey.BOOTS)),
                new Policy.Terms(
                        Bases.UNPATCHED,
                        watch.number(PatchesKey.PRIORITY),
                        Duration.ofHours(watch.number(PatchesKey.HOURS)),
                        watch.text(PatchesKey.BISECT).equals("on")));
    }
}
