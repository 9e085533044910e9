package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.harness.job.Frame;
import org.kpulse.harness.job.FrameReader;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.process.Subprocess;

/** The agent as an ordinary process of this machine. */
class AgentTest {

    @TempDir
    private static Path programs;

    @TempDir
    private Path home;

    private StringBuilder plan;

    @BeforeAll
    static void compile() {
        String source =
                Path.of("src/main/resources/guest/agent.c").toAbsolutePath().toString();
        String[] gcc = {"gcc", "-O1", "-Wall", "-Wextra", "-Werror", source, "-o"};
        List<String> command = new java.util.ArrayList<>(List.of(gcc));
        command.add(programs.resolve("agent").toString());
        Subprocess.of(Duration.ofSeconds(60), command.toArray(String[]::new)).runOrThrow();
    }

    @BeforeEach
    void emptyPlan() {
        plan = new StringBuilder();
    }

    @ParameterizedTest
    @CsvSource({"exit 0, 0", "exit 3, 3", "no-such-program-here, 127", "kill -9 $$, 137", "kill -SEGV $$, 139"})
    void theExitCodeIsTheScriptsOwnOr128AndTheSignal(String script, int expected) throws IOException {
        step(20, script);

        assertThat(only(run()).exitCode()).isEqualTo(expected);
    }

    @Test
    void standardOutputAndErrorAreKeptApartAndWhole() throws IOException {
        step(20, "printf 'a\\000\\377\\n'; echo b >&2; echo c");

        StepOutput step = only(run());

        assertThat(step.whole()).isTrue();
        assertThat(step.out()).isEqualTo("a\0\ufffd\nc\n");
        assertThat(step.err()).isEqualTo("b\n");
    }

    @Test
    void aStepReadsNothingAndHasTheAgentsEnvironment() throws IOException {
        step(20, "cat; echo $LC_ALL $HOME $SCRATCH; echo $PATH");

        assertThat(only(run()).out()).startsWith("C /root /scratch\n/kpulse/bin:");
    }

    @Test
    void aProgramInheritsNothingOfWhatIsHeldForChance() throws IOException {
        step(20, "ls /proc/self/fd | wc -l");
        step(20, "ls /proc/self/fd | wc -l");

        // Standard input, output, error, and the folder that ls reads.
        assertThat(run().steps()).extracting(StepOutput::out).containsExactly("4\n", "4\n");
    }

    @Test
    void aLateStepIsKilledWithAllThatItStartedAndGives124() throws IOException {
        step(1, "sleep 300 & echo $! >" + home + "/child; echo begun; sleep 300");
        step(20, "echo next");

        List<StepOutput> steps = run().steps();

        assertThat(steps.get(0).exitCode()).isEqualTo(124);
        assertThat(steps.get(0).out()).isEqualTo("begun\n");
        assertThat(steps.get(1).out()).isEqualTo("next\n");
        long child = Long.parseLong(Files.readString(home.resolve("child")).strip());
        assertThat(ProcessHandle.of(child).filter(AgentTest::runs)).isEmpty();
    }

    @Test
    void whileAStepRunsTheHeartGoesOnBeating() throws IOException {
        step(20, "sleep 1");

        assertThat(frames("100")).filteredOn(Frame.Heartbeat.class::isInstance).hasSizeBetween(2, 10);
    }

    @Test
    void childrenThatEndAllTheTimeDoNotStopTheHeart() throws IOException {
        step(20, "for i in 1 2 3 4 5 6 7 8 9 10; do kill -CHLD $PPID; sleep 0.05; done");

        assertThat(frames("150")).hasAtLeastOneElementOfType(Frame.Heartbeat.class);
    }

    @Test
    void theTimeLimitIsNotAHeartbeatAndAShortStepNeedsNone() throws IOException {
        step(20, "true");

        assertThat(frames("1000")).doesNotHaveAnyElementsOfTypes(Frame.Heartbeat.class);
    }

    @Test
    void moreThanOneMebibyteOfOutputIsCutAndWhatIsSentIsWhole() throws IOException {
        step(60, "head -c 1200000 /dev/zero | tr '\\0' x; head -c 20000 /dev/zero | tr '\\0' y >&2");

        StepOutput step = only(run());

        assertThat(step.whole()).isTrue();
        assertThat(step.out()).hasSize(1 << 20);
        assertThat(step.err()).hasSize(16 << 10);
    }

    @Test
    void stepsThatPrintLessDoNotKeepWhatOthersPrinted() throws IOException {
        step(20, "echo a long line");
        step(20, "echo b");

        assertThat(run().steps()).extracting(StepOutput::out).containsExactly("a long line\n", "b\n");
    }

    @Test
    void whatALiveStepPrintsIsSentWhileItRuns() throws IOException {
        step(
                30,
                "echo first; n=0; until grep -q '^@kp out ' " + home.resolve("channel")
                        + "; do n=$((n + 1)); [ $n -lt 200 ] || exit 9; sleep 0.1; done; echo second");
        plan.replace(0, "step".length(), "live");

        JobTranscript job = run();

        assertThat(only(job).exitCode()).as("9: nothing came in 20 s").isZero();
        assertThat(only(job).out()).isEqualTo("first\nsecond\n");
    }

    @Test
    void aLiveStepIsCutAtOneMebibyteToo() throws IOException {
        step(60, "head -c 1200000 /dev/zero | tr '\\0' x; sleep 0.5; echo more");
        plan.replace(0, "step".length(), "live");

        assertThat(only(run()).out()).hasSize(1 << 20).doesNotContain("more");
    }

    @Test
    void anEmptyPlanIsDoneAtOnce() throws IOException {
        JobTranscript job = run();

        assertThat(job.done()).isTrue();
        assertThat(job.damage()).isEmpty();
        assertThat(job.hello()).hasValueSatisfying(h -> assertThat(h.steps()).isZero());
    }

    @Test
    void aMissingPlanIsSaidBeforeAnythingElse() throws IOException {
        Subprocess.Result result = start(home.resolve("absent"), Optional.empty());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(transcript().fatal()).contains("cannot open the plan " + home.resolve("absent"));
        assertThat(transcript().hello()).isEmpty();
    }

    @Test
    void aLineThatIsNoStepIsNoticedAsDamage() throws IOException {
        plan.append("step run\n");

        assertThat(run().damage()).isPresent();
    }

    private void step(int limit, String script) throws IOException {
        long count = plan.chars().filter(c -> c == '\n').count();
        Path file = Files.writeString(home.resolve("script" + count), script + "\n");
        plan.append("step run bench " + count + " " + limit + " /bin/sh " + file + "\n");
    }

    private JobTranscript run() throws IOException {
        Files.writeString(home.resolve("plan"), plan);
        Subprocess.Result result = start(home.resolve("plan"), Optional.empty());
        assertThat(result.exitCode()).as(result.err()).isZero();
        JobTranscript transcript = transcript();
        assertThat(transcript.done()).isTrue();
        return transcript;
    }

    private List<Frame> frames(String heartbeat) throws IOException {
        Files.writeString(home.resolve("plan"), plan);
        start(home.resolve("plan"), Optional.of(heartbeat));
        return new FrameReader().feed(Files.readAllBytes(home.resolve("channel")));
    }

    private Subprocess.Result start(Path file, Optional<String> heartbeat) {
        List<String> command = new java.util.ArrayList<>(List.of(
                programs.resolve("agent").toString(),
                file.toString(),
                home.resolve("channel").toString()));
        heartbeat.ifPresent(command::add);
        return new Subprocess(command, home, Map.of(), Duration.ofSeconds(60)).run();
    }

    private JobTranscript transcript() throws IOException {
        JobTranscript transcript = new JobTranscript();
        new FrameReader().feed(Files.readAllBytes(home.resolve("channel"))).forEach(transcript::accept);
        return transcript;
    }

    private static StepOutput only(JobTranscript job) {
        assertThat(job.damage()).isEmpty();
        assertThat(job.steps()).hasSize(1);
        return job.steps().get(0);
    }

    /** A killed process that nobody has waited for is still listed, without a command. */
    private static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }
}
