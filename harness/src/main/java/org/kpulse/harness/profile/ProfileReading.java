package org.kpulse.harness.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.profile.FunctionCount;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.job.StepId;

/**
 * Turns the marks and blocks of a profile into functions by benchmark. The n-th pair of marks 0 and 1 is the n-th measured step of
 * the job, whatever a hostile guest marks: where the numbers differ, the profile is partial and only the pairs before are used
 * if the steps ended too.
 */
final class ProfileReading {

    /** Marks as in {@code guest/mark.h}. */
    private static final int BEGIN = 0;

    private static final int END = 1;
    private static final int PART = 100;

    private final ProfileFile file;
    private final List<Optional<SymbolTable.Function>> named;
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    private ProfileReading(ProfileFile file, SymbolTable symbols) {
        this.file = file;
        this.named = new ArrayList<>(file.blocks());
        for (int id = 0; id < file.blocks(); id++) {
            named.add(symbols.at(file.address(id)));
        }
    }

    /** Sums of one phase. */
    private static final class Sum {
        private final String benchmark;
        private final String part;
        private final Map<String, long[]> functions = new HashMap<>();
        private int iterations;
        private long user;
        private long unknown;

        private Sum(String benchmark, String part) {
            this.benchmark = benchmark;
            this.part = part;
        }

        private PhaseProfile phase() {
            Map<String, FunctionCount> counts = new HashMap<>();
            functions.forEach((name, count) -> counts.put(name, new FunctionCount(count[0], count[1])));
            return new PhaseProfile(benchmark, part, iterations, user, unknown, counts);
        }
    }

    /**
     * Reads a boot's profile.
     *
     * @param steps that ended, in order, measured ones only
     * @param plan whose recipes name the parts: part n is the n-th metric
     */
    static RunProfile of(ProfileFile file, SymbolTable symbols, List<StepId> steps, List<PlannedBenchmark> plan) {
        ProfileReading reading = new ProfileReading(file, symbols);
        Map<String, List<String>> parts = new HashMap<>();
        plan.forEach(planned -> parts.put(
                planned.benchmark().name(),
                planned.benchmark().metrics().stream()
                        .map(metric -> metric.name())
                        .toList()));
        List<List<ProfileFile.Segment>> iterations = iterations(file.segments());
        Optional<String> missing = file.missing();
        if (missing.isEmpty() && iterations.size() != steps.size()) {
            missing = Optional.of("the guest marked " + iterations.size() + " iterations and ran " + steps.size());
        }
        for (int i = 0; i < Math.min(iterations.size(), steps.size()); i++) {
            String benchmark = steps.get(i).benchmark();
            reading.iteration(benchmark, parts.getOrDefault(benchmark, List.of()), iterations.get(i));
        }
        return new RunProfile(
                missing, reading.sums.values().stream().map(Sum::phase).toList());
    }

    /** The segments between each pair of begin and end; what lies outside belongs to nothing. */
    private static List<List<ProfileFile.Segment>> iterations(List<ProfileFile.Segment> segments) {
        List<List<ProfileFile.Segment>> iterations = new ArrayList<>();
        @Nullable List<ProfileFile.Segment> open = null;
        for (ProfileFile.Segment segment : segments) {
            if (segment.mark() == BEGIN) {
                open = new ArrayList<>();
            } else if (open != null) {
                open.add(segment);
                if (segment.mark() == END) {
                    iterations.add(open);
                    open = null;
                }
            }
        }
        return iterations;
    }

    private void iteration(String benchmark, List<String> parts, List<ProfileFile.Segment> segments) {
        Sum whole = sum(benchmark, "");
        whole.iterations++;
        int part = -1;
        for (ProfileFile.Segment segment : segments) {
            add(segment, whole);
            if (part >= 0 && part < parts.size()) {
                Sum own = sum(benchmark, parts.get(part));
                own.iterations++;
                add(segment, own);
            }
            part = segment.mark() >= PART ? segment.mark() - PART : -1;
        }
    }

    private Sum sum(String benchmark, String part) {
        return sums.computeIfAbsent(benchmark + "/" + part, key -> new Sum(benchmark, part));
    }

    private void add(ProfileFile.Segment segment, Sum sum) {
        sum.user += segment.user();
        sum.unknown += segment.unkept();
        for (int i = 0; i < segment.count(); i++) {
            int id = segment.id(i);
            long executions = segment.executions(i);
            long instructions = executions * file.instructions(id);
            Optional<SymbolTable.Function> function = named.get(id);
            if (function.isEmpty()) {
                sum.unknown += instructions;
                continue;
            }
            long[] count = sum.functions.computeIfAbsent(function.get().name(), name -> new long[2]);
            count[0] += instructions;
            count[1] += function.get().entry() ? executions : 0;
        }
    }
}
