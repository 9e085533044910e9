package org.kpulse.webapp.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.store.BenchmarkRow;

/**
 * The first line of a run that comes from outside: what was measured on what. The samples follow, a line each. Its JSON schema is
 * docs/result.schema.json.
 *
 * @param benchmarks all that the samples are of
 */
record Submission(KernelPart kernel, PlatformPart platform, List<BenchmarkPart> benchmarks, RunPart run) {

    private static final int MOST_TEXT = 1000;
    private static final int MOST_BENCHMARKS = 200;
    private static final int MOST_METRICS = 500;

    Submission {
        present("kernel", kernel);
        present("platform", platform);
        present("benchmarks", benchmarks);
        present("run", run);
        benchmarks = List.copyOf(benchmarks);
        if (benchmarks.isEmpty() || benchmarks.size() > MOST_BENCHMARKS) {
            throw new IllegalArgumentException("benchmarks: from 1 to " + MOST_BENCHMARKS + " of them");
        }
        if (benchmarks.stream().map(BenchmarkPart::name).distinct().count() != benchmarks.size()) {
            throw new IllegalArgumentException("benchmarks: two have one name");
        }
    }

    /** Which kernel: two with one reference and one image are one. */
    record KernelPart(
            String ref,
            String release,
            String architecture,
            @JsonProperty("image_sha256") String imageSha256,
            @JsonProperty("config_sha256") @Nullable String configSha256) {

        KernelPart {
            text("kernel.ref", ref);
            text("kernel.release", release);
            text("kernel.architecture", architecture);
            hash("kernel.image_sha256", imageSha256);
            if (configSha256 != null) {
                hash("kernel.config_sha256", configSha256);
            }
        }

        Kernel kernel() {
            return new Kernel(
                    ref,
                    release,
                    Architecture.of(architecture),
                    Path.of(""),
                    imageSha256,
                    Optional.empty(),
                    Optional.ofNullable(configSha256),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /** Which class of machines. */
    record PlatformPart(
            String name,
            String kind,
            String architecture,
            String acceleration,
            @JsonProperty(required = true) int cpus,

            @JsonProperty(value = "memory_mib", required = true)
            int memoryMib,

            String processor) {

        PlatformPart {
            text("platform.name", name);
            text("platform.kind", kind);
            text("platform.architecture", architecture);
            text("platform.acceleration", acceleration);
            text("platform.processor", processor);
            if (!kind.equals("time") && !kind.equals("instructions")) {
                throw new IllegalArgumentException("platform.kind: \"time\" or \"instructions\"");
            }
        }

        Platform platform() {
            return new Platform(
                    name,
                    Platform.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                    Architecture.of(architecture),
                    acceleration,
                    cpus,
                    memoryMib,
                    processor);
        }
    }

    /** One version of a benchmark. */
    record BenchmarkPart(
            String name, @JsonProperty("recipe_sha256") String recipeSha256, List<MetricPart> metrics) {

        BenchmarkPart {
            addressable("benchmarks.name", name);
            hash("benchmarks.recipe_sha256", recipeSha256);
            present("benchmarks.metrics", metrics);
            metrics = List.copyOf(metrics);
            if (metrics.isEmpty() || metrics.size() > MOST_METRICS) {
                throw new IllegalArgumentException("benchmarks.metrics: from 1 to " + MOST_METRICS + " of them");
            }
        }

        BenchmarkRow row() {
            return new BenchmarkRow(
                    name,
                    recipeSha256,
                    metrics.stream()
                            .map(each -> new BenchmarkRow.MetricRow(each.name(), each.unit(), each.better()))
                            .toList());
        }
    }

    /** One number of a benchmark. */
    record MetricPart(String name, String unit, String direction) {

        MetricPart {
            addressable("benchmarks.metrics.name", name);
            text("benchmarks.metrics.unit", unit);
            if (!"higher".equals(direction) && !"lower".equals(direction)) {
                throw new IllegalArgumentException("benchmarks.metrics.direction: \"higher\" or \"lower\" (is better)");
            }
        }

        Direction better() {
            return direction.equals("higher") ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER;
        }
    }

    /** The boot. */
    record RunPart(
            @JsonProperty(required = true) long seed,
            String started,

            @JsonProperty(value = "total_seconds", required = true)
            double totalSeconds,

            @JsonProperty("kernel_command_line") String kernelCommandLine,
            String machine,
            @JsonProperty("host_processor") String hostProcessor,
            @JsonProperty("sent_by") String sentBy) {

        RunPart {
            present("run.started", started);
            moment(started);
            text("run.kernel_command_line", kernelCommandLine);
            text("run.machine", machine);
            text("run.host_processor", hostProcessor);
            text("run.sent_by", sentBy);
            if (!(totalSeconds >= 0 && totalSeconds < 1e7)) {
                throw new IllegalArgumentException("run.total_seconds: from 0 to ten million");
            }
        }

        Instant startedAt() {
            return moment(started);
        }

        private static Instant moment(String started) {
            try {
                return OffsetDateTime.parse(started).toInstant();
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("run.started: a time such as 2026-11-01T10:00:00Z", e);
            }
        }
    }

    /** A sample, as the lines after the first have it. */
    record SampleLine(
            String benchmark,
            String metric,
            @JsonProperty(required = true) int iteration,
            @JsonProperty(required = true) double value) {

        SampleLine {
            present("benchmark", benchmark);
            present("metric", metric);
        }
    }

    private static void present(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + ": it is missing");
        }
    }

    private static void text(String name, @Nullable String value) {
        present(name, value);
        if (value == null || value.isBlank() || value.length() > MOST_TEXT || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + ": a text of 1 to " + MOST_TEXT + " characters without NUL");
        }
    }

    /** Part of an address, so without slash, percent sign and semicolon. */
    private static void addressable(String field, @Nullable String value) {
        present(field, value);
        if (value == null || !value.matches("[A-Za-z0-9_][A-Za-z0-9._+:@=,()-]{0,199}")) {
            throw new IllegalArgumentException(
                    field + ": 1 to 200 letters, digits or any of ._+:@=,()- and a letter, digit or _ first");
        }
    }

    private static void hash(String name, @Nullable String value) {
        present(name, value);
        if (value == null || !value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + ": 64 hexadecimal digits in lower case");
        }
    }
}
