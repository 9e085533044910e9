package org.kpulse.harness.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.InfraFault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the metrics of a benchmark from the output of one iteration. The output comes from a guest that runs hostile code: its
 * length and the work spent on it are bounded.
 *
 * @param parsers what {@code parser:} of a recipe may name
 */
public record OutputParser(Map<String, MetricParser> parsers) {

    /** Longest output of one step, characters. */
    public static final int MAX_OUTPUT = 1 << 20;

    private static final int MAX_EXCERPT = 200;
    private static final long CHARACTERS_TO_READ = 64L * MAX_OUTPUT;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,300}(?:\\.\\d{0,300})?(?:[eE][+-]?\\d{1,4})?");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)[+-]?(?:nan|inf|infinity)");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public OutputParser {
        parsers = Map.copyOf(parsers);
    }

    /** Values of all metrics, or why there are none. */
    public ParsedOutput parse(Benchmark benchmark, String output) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (MetricSpec metric : benchmark.metrics()) {
            if (output.length() > MAX_OUTPUT) {
                return rejected(benchmark, metric, "at most 1 MiB of output", output);
            }
            OptionalDouble value;
            try {
                value = value(metric.extraction(), output);
            } catch (BoundedText.Exhausted | StackOverflowError e) {
                return rejected(benchmark, metric, expected(metric) + ", found with bounded work", output);
            }
            if (value.isEmpty()) {
                return rejected(benchmark, metric, expected(metric), output);
            }
            if (!Double.isFinite(value.getAsDouble()) || value.getAsDouble() < 0) {
                String found = "a finite number that is not negative (found " + value.getAsDouble() + ")";
                return new ParsedOutput.Rejected(
                        InfraFault.Kind.SAMPLE_INVALID, benchmark.name(), metric.name(), found, excerpt(output));
            }
            values.put(metric.name(), value.getAsDouble());
        }
        return new ParsedOutput.Values(values);
    }

    private OptionalDouble value(Extraction extraction, String output) {
        if (extraction instanceof Extraction.Lines lines) {
            return lines(lines, output);
        }
        if (extraction instanceof Extraction.Json json) {
            return json(json, output);
        }
        return parser((Extraction.Named) extraction).parse(output);
    }

    private static OptionalDouble lines(Extraction.Lines wanted, String output) {
        BoundedText.Budget budget = new BoundedText.Budget(CHARACTERS_TO_READ);
        List<Double> found = new ArrayList<>();
        for (String line : (Iterable<String>) output.lines()::iterator) {
            Matcher matcher = wanted.regex().matcher(new BoundedText(line, budget));
            if (matcher.find()) {
                Optional<Double> number = Optional.ofNullable(matcher.group(1)).flatMap(OutputParser::number);
                if (number.isEmpty()) {
                    return OptionalDouble.empty();
                }
                found.add(number.get() * wanted.scale());
            }
        }
        if (found.isEmpty()) {
            return OptionalDouble.empty();
        }
        double sum = found.stream().mapToDouble(Double::doubleValue).sum();
        return OptionalDouble.of(
                switch (wanted.take()) {
                    case FIRST -> found.get(0);
                    case LAST -> found.get(found.size() - 1);
                    case SUM -> sum;
                    case MEAN -> sum / found.size();
                });
    }

    private static OptionalDouble json(Extraction.Json wanted, String output) {
        int start = output.startsWith("{") ? 0 : output.indexOf("\n{") + 1;
        if (start == 0 && !output.startsWith("{")) {
            return OptionalDouble.empty();
        }
        try {
            JsonNode node = JSON.readTree(output.substring(start)).at(wanted.pointer());
            return node.isNumber() ? OptionalDouble.of(node.doubleValue() * wanted.scale()) : OptionalDouble.empty();
        } catch (JacksonException e) {
            return OptionalDouble.empty();
        }
    }

    private static Optional<Double> number(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(Double.parseDouble(text));
        }
        return NOT_A_NUMBER.matcher(text).matches() ? Optional.of(Double.NaN) : Optional.empty();
    }

    private String expected(MetricSpec metric) {
        return metric.extraction() instanceof Extraction.Named named
                ? parser(named).expects()
                : metric.extraction().expected();
    }

    private MetricParser parser(Extraction.Named named) {
        return Objects.requireNonNull(parsers.get(named.parser()), () -> "no parser " + named.parser());
    }

    private static ParsedOutput.Rejected rejected(
            Benchmark benchmark, MetricSpec metric, String expected, String output) {
        return new ParsedOutput.Rejected(
                InfraFault.Kind.OUTPUT_UNPARSABLE, benchmark.name(), metric.name(), expected, excerpt(output));
    }

    private static String excerpt(String output) {
        String end = output.stripTrailing();
        end = end.substring(Math.max(0, end.length() - MAX_EXCERPT));
        return end.replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e]", "?").replace('"', '\'');
    }
}
