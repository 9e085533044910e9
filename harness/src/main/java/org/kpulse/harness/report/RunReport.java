package org.kpulse.harness.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.ProfileQuery;
import org.kpulse.harness.store.RunRow;

/**
 * The outcome of a main job.
 *
 * @param experimentId in the database
 * @param base the kernel compared with
 * @param candidate the kernel under test
 * @param suite that was run
 * @param platforms each on its own; results of two are never mixed
 * @param timing where the time went
 * @param places where the raw data is
 */
public record RunReport(
        long experimentId,
        KernelRow base,
        KernelRow candidate,
        String suite,
        List<PlatformPart> platforms,
        Timing timing,
        Places places) {

    public RunReport {
        platforms = List.copyOf(platforms);
    }

    /**
     * One platform's part.
     *
     * @param comparison the verdicts
     * @param runs every run of both jobs, oldest first
     * @param checks what is pass or fail, per kernel
     * @param tests the same of test sets and of the tests that are not the same on both; none if the suite has no test set
     * @param crashes what the kernels' logs told of; it judges nothing, the checks do
     * @param profiles which functions moved, by phase; none without exact profiles
     */
    public record PlatformPart(
            PlatformComparison comparison,
            List<RunLine> runs,
            List<Check> checks,
            List<Check> tests,
            List<CrashLine> crashes,
            Map<ProfileQuery.Phase, Explanation> profiles) {

        public PlatformPart {
            runs = List.copyOf(runs);
            checks = List.copyOf(checks);
            tests = List.copyOf(tests);
            crashes = List.copyOf(crashes);
        }

        /** Without tests and crashes. */
        public PlatformPart(
                PlatformComparison comparison,
                List<RunLine> runs,
                List<Check> checks,
                Map<ProfileQuery.Phase, Explanation> profiles) {
            this(comparison, runs, checks, List.of(), List.of(), profiles);
        }

        /** Checks, then tests. */
        public List<Check> allChecks() {
            return Stream.concat(checks.stream(), tests.stream()).toList();
        }

        /** Whether nothing that the suite asks for is known of both kernels. */
        public boolean isEmpty() {
            return comparison.metrics().isEmpty()
                    && tests.stream()
                            .noneMatch(test ->
                                    test.base().boots() > 0 && test.candidate().boots() > 0);
        }

        /** Without profiles. */
        public PlatformPart(PlatformComparison comparison, List<RunLine> runs, List<Check> checks) {
            this(comparison, runs, checks, Map.of());
        }
    }

    /**
     * One run.
     *
     * @param row as stored
     * @param determinism what broke determinism in it, if anything did
     */
    public record RunLine(RunRow row, Optional<String> determinism) {}

    /**
     * Something that passes or fails, counted for both kernels.
     *
     * @param name for example {@code boots to the job's end}
     * @param base outcome on the base kernel
     * @param candidate outcome on the candidate
     */
    public record Check(String name, Count base, Count candidate) {

        /**
         * How often it passed and how often it failed.
         *
         * @param seen fresh boots in which a counted failure was seen, tries again included
         */
        public record Count(int passed, int failed, int seen) {

            /** All of them. */
            public int boots() {
                return passed + failed;
            }
        }

        /** Whether the candidate failed what the base never does, in one boot: another boot tells. */
        public boolean undecided() {
            return base.failed == 0 && base.passed > 0 && candidate.passed == 0 && candidate.seen == 1;
        }

        /** Whether the candidate fails what the base never does, and a fresh boot repeated it. */
        public boolean regressed() {
            return base.failed == 0 && base.passed > 0 && candidate.failed > 0 && candidate.seen >= 2;
        }
    }

    /**
     * Where the wall time of this invocation went, seconds. Boots that ran at the same time share it.
     *
     * @param setup before the first boot
     * @param boot machines booting
     * @param benchmark jobs running
     * @param overhead everything else
     */
    public record Timing(double setup, double boot, double benchmark, double overhead) {

        /** All of it. */
        public double total() {
            return setup + boot + benchmark + overhead;
        }
    }

    /**
     * Where the raw data is.
     *
     * @param database its URL, without secrets
     * @param logs directory of console logs and outputs
     * @param page address of the web page, where one is served
     */
    public record Places(String database, String logs, Optional<String> page) {}
}
