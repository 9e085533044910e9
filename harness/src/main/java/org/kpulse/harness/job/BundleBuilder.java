package org.kpulse.harness.job;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.benchmark.Needs;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Steps;

/**
 * Turns planned benchmarks into a bundle: one directory with scripts for each, and the plan that the agent follows. Pure but for
 * the bytes it is given.
 */
public final class BundleBuilder {

    private static final int HOUSEKEEPING_LIMIT_SECONDS = 120;
    private static final String ROOT = "/kpulse/";
    private static final String STEP = "step";

    /** A step whose output is sent as it comes: what a test set found out is known when the kernel dies in its next test. */
    private static final String LIVE = "live";

    /** In place of a program: a step that starts none; under emulation each costs milliseconds, a shell tens of them. */
    private static final String NOTHING = "-";

    private static final String SCRATCH = ROOT + "bin/scratch ";

    private final Map<String, byte[]> files = new HashMap<>();
    private final StringBuilder plan = new StringBuilder();

    /** Adds a program as {@code /kpulse/bin/<name>}. */
    public BundleBuilder program(String name, byte[] content) {
        files.put("bin/" + name, content);
        return this;
    }

    /** Adds a benchmark after those already there. */
    public BundleBuilder benchmark(PlannedBenchmark planned) {
        String name = planned.benchmark().name();
        Needs needs = planned.benchmark().needs();
        Steps steps = planned.steps();
        int limit = planned.benchmark().timeLimitSeconds();
        boolean scratch = needs.scratch() != Needs.Scratch.NONE;
        String prologue = "set -eu\ncd /\n" + (scratch ? "" : "unset SCRATCH\n");
        if (scratch) {
            String kind = needs.scratch().name().toLowerCase(Locale.ROOT);
            String command = SCRATCH + kind + " " + needs.scratchMib();
            step(StepId.Kind.PREPARE, name, 0, HOUSEKEEPING_LIMIT_SECONDS, command);
        }
        if (!steps.setup().isBlank()) {
            step(StepId.Kind.SETUP, name, 0, limit, script(name, "setup", prologue + steps.setup()));
        }
        String run = script(name, "run", prologue + "exec 2>&1\n" + steps.command());
        for (int i = -planned.warmup(); i < planned.iterations(); i++) {
            StepId.Kind kind = i < 0 ? StepId.Kind.WARMUP : StepId.Kind.RUN;
            line(planned.benchmark().isTestSet() ? LIVE : STEP, kind, name, i, limit + " " + run);
        }
        if (!steps.teardown().isBlank()) {
            step(StepId.Kind.TEARDOWN, name, 0, limit, script(name, "teardown", prologue + steps.teardown()));
        }
        step(StepId.Kind.CLEAN, name, 0, HOUSEKEEPING_LIMIT_SECONDS, scratch ? SCRATCH + "none" : NOTHING);
        return this;
    }

    /** Asks the guest for the kernel's symbols, at the end. */
    public BundleBuilder symbols() {
        plan.append("symbols\n");
        return this;
    }

    /** Keeps a script of a benchmark and gives the command that runs it. */
    private String script(String benchmark, String name, String content) {
        String path = "b/" + benchmark + "/" + name;
        files.put(path, (content + "\n").getBytes(StandardCharsets.UTF_8));
        return "/bin/sh " + ROOT + path;
    }

    private void step(StepId.Kind kind, String benchmark, int iteration, int limit, String command) {
        line(STEP, kind, benchmark, iteration, limit + " " + command);
    }

    private void line(String word, StepId.Kind kind, String benchmark, int iteration, String limitAndCommand) {
        plan.append(String.format(
                Locale.ROOT, "%s %s %s %d %s\n", word, kind.label(), benchmark, iteration, limitAndCommand));
    }

    /** The finished bundle. */
    public Bundle build() {
        Map<String, byte[]> all = new HashMap<>(files);
        all.put("plan", plan.toString().getBytes(StandardCharsets.UTF_8));
        return new Bundle(all);
    }
}
