package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.simulation.NoiseShape;
import org.kpulse.analysis.simulation.Scenario;
import org.kpulse.analysis.simulation.SimulatedLab;
import org.kpulse.analysis.simulation.SimulatedMetric;
import org.kpulse.harness.fault.UsageException;
import picocli.CommandLine.Option;

/** What the simulations of comparisons and indices share. */
final class SimulationOptions {

    @Option(
            names = "--noise",
            paramLabel = "SHAPES",
            split = ",",
            description = "Shapes of the boots' noise, comma between: normal, t3, lognormal, bimodal,"
                    + " tbench (normal, but tbench bimodal) (default: all).")
    List<String> noise = List.of();

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "Simulated kernels a row (default ${DEFAULT-VALUE}).")
    int candidates = 1000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed; equal seeds give equal numbers (default ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--shared",
            paramLabel = "PERCENT",
            description = "Deviation of the noise that all metrics of a boot share (default ${DEFAULT-VALUE}).")
    double shared = 0.5;

    @Option(
            names = "--drift",
            paramLabel = "PERCENT",
            description = "Drift of the machine from one boot to the next (default ${DEFAULT-VALUE}).")
    double drift;

    @Option(
            names = "--outliers",
            paramLabel = "PERCENT",
            description = "Boots that are 6 deviations off (default ${DEFAULT-VALUE}).")
    double outliers;

    @Option(names = "--iterations", paramLabel = "N", description = "Iterations a boot (default ${DEFAULT-VALUE}).")
    int iterations = 3;

    /** The labs asked for, one a shape of noise, measuring the 55 metrics of LKP's Table 5. */
    Map<NoiseShape, SimulatedLab> labs() {
        requirePositive("--candidates", candidates);
        Map<NoiseShape, SimulatedLab> labs = new LinkedHashMap<>();
        for (NoiseShape shape : shapes(noise)) {
            Scenario scenario =
                    checked(() -> new Scenario(shape, shared / 100, drift / 100, outliers / 100, iterations));
            labs.put(shape, new SimulatedLab(SimulatedMetric.table5(), scenario));
        }
        return labs;
    }

    /** The shapes of these names; all if there are none. */
    static List<NoiseShape> shapes(List<String> names) {
        if (names.isEmpty()) {
            return Arrays.asList(NoiseShape.values());
        }
        List<NoiseShape> shapes = new ArrayList<>();
        for (String name : names) {
            shapes.add(Arrays.stream(NoiseShape.values())
                    .filter(shape -> name(shape).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("There is no noise \"" + name + "\"; known: "
                            + String.join(
                                    ", ",
                                    Arrays.stream(NoiseShape.values())
                                            .map(SimulationOptions::name)
                                            .toList())
                            + ".")));
        }
        return shapes;
    }

    /** What the analysis refuses is here a mistake of whoever gave the options. */
    static <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (AnalysisException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    static String name(NoiseShape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + " must be at least 1, not " + value + ".");
        }
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
