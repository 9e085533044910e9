package org.kpulse.analysis.noise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Given;

/** Numbers and samples that src/test/r/noise.R made. */
final class RNumbers {

    private RNumbers() {}

    /** Rows of a file, without the line of versions and the header. */
    static List<String[]> rows(String file) {
        try (InputStream in = Objects.requireNonNull(RNumbers.class.getResourceAsStream("/r/" + file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(2).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] list(String cell) {
        return Arrays.stream(cell.split(";", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** An empty cell is NaN. */
    static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    /** The samples of a case of reml-samples.csv: case, kernel, build, boot, values. */
    static NoiseSamples samples(String name) {
        Map<String, Map<String, List<BootSamples>>> kernels = new LinkedHashMap<>();
        for (String[] row : rows("reml-samples.csv")) {
            if (row[0].equals(name)) {
                kernels.computeIfAbsent(row[1], kernel -> new LinkedHashMap<>())
                        .computeIfAbsent(row[2], build -> new ArrayList<>())
                        .add(BootSamples.of(row[3], list(row[4])));
            }
        }
        return new NoiseSamples(
                Given.key(name),
                kernels.entrySet().stream()
                        .map(kernel -> new KernelBoots(
                                kernel.getKey(),
                                kernel.getValue().entrySet().stream()
                                        .map(build -> new KernelBoots.Build(build.getKey(), build.getValue()))
                                        .toList()))
                        .toList());
    }
}
