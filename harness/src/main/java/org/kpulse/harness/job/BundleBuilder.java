package org.kpulse.harness.job;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
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

    /** In place of a script: a step that starts no program; under emulation each costs tens of milliseconds. */
    private static final String NOTHING = "-";

    private final Map<String, byte[]> files = new HashMap<>();
    private final StringBuilder plan = new StringBuilder();

    /** Adds a program as {@code /kpulse/bin/<name>}. */
    public BundleBuilder program(String name, byte[] content) {
        files.put("bin/" + name, content);
        return this;
    }

    /** Adds a script that others use, as {@code /kpulse/<name>}. */
    public BundleBuilder script(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
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
            step(
                    StepId.Kind.PREPARE,
                    name,
                    0,
                    HOUSEKEEPING_LIMIT_SECONDS,
                    "set -- " + kind + " " + needs.scratchMib() + "\n. /kpulse/scratch.sh\n");
        }
        if (!steps.setup().isBlank()) {
            step(StepId.Kind.SETUP, name, 0, limit, prologue + steps.setup() + "\n");
        }
        String command = prologue + "exec 2>&1\n" + steps.command() + "\n";
        for (int i = -planned.warmup(); i < planned.iterations(); i++) {
            step(i < 0 ? StepId.Kind.WARMUP : StepId.Kind.RUN, name, i, limit, command);
        }
        if (!steps.teardown().isBlank()) {
            step(StepId.Kind.TEARDOWN, name, 0, limit, prologue + steps.teardown() + "\n");
        }
        step(
                StepId.Kind.CLEAN,
                name,
                0,
                HOUSEKEEPING_LIMIT_SECONDS,
                scratch ? "set -- none 0\n. /kpulse/scratch.sh\n" : NOTHING);
        return this;
    }

    private void step(StepId.Kind kind, String benchmark, int iteration, int limit, String script) {
        String label = kind == StepId.Kind.WARMUP ? StepId.Kind.RUN.label() : kind.label();
        String path = "b/" + benchmark + "/" + label;
        if (!script.equals(NOTHING)) {
            files.put(path, script.getBytes(StandardCharsets.UTF_8));
        }
        plan.append(String.join(
                        " ",
                        List.of(
                                "step",
                                kind.label(),
                                benchmark,
                                Integer.toString(iteration),
                                Integer.toString(limit),
                                script.equals(NOTHING) ? NOTHING : ROOT + path)))
                .append('\n');
    }

    /** The finished bundle. */
    public Bundle build() {
        Map<String, byte[]> all = new HashMap<>(files);
        all.put("plan", plan.toString().getBytes(StandardCharsets.UTF_8));
        return new Bundle(all);
    }
}
