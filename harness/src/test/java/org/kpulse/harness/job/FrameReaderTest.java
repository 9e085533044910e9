package org.kpulse.harness.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final byte[] JOB = new Channel()
            .hello(2)
            .step("setup", "fio-randread", 0, "")
            .line("@kp hb")
            .step("run", "fio-randread", 0, "lat 12.5\n\u00e7a\0".repeat(200), "warning\n", 3)
            .data("log", "<4>[    1.0] x\n")
            .done()
            .bytes();

    @Test
    void everyKindOfFrameIsRead() {
        List<Frame> frames = new FrameReader().feed(JOB);

        assertThat(frames).noneMatch(Frame.Damaged.class::isInstance);
        assertThat(frames.get(0)).isEqualTo(new Frame.Hello(1, "6.1.0-50-cloud-amd64", 2, 1_200_000_000L));
        assertThat(frames.get(1)).isEqualTo(new Frame.Begin(new StepId(StepId.Kind.SETUP, "fio-randread", 0)));
        assertThat(frames)
                .hasAtLeastOneElementOfType(Frame.Heartbeat.class)
                .hasAtLeastOneElementOfType(Frame.Output.class)
                .hasAtLeastOneElementOfType(Frame.ErrorOutput.class)
                .hasAtLeastOneElementOfType(Frame.KernelLog.class);
        assertThat(frames.get(frames.size() - 1)).isEqualTo(new Frame.Done(2));
    }

    @Test
    void whereTheBytesAreSplitDoesNotMatter() {
        List<Frame> whole = new FrameReader().feed(JOB);
        Random random = new Random(20070);

        for (int cut = 0; cut < JOB.length; cut++) {
            assertThat(inPieces(JOB, List.of(cut))).as("cut at %d", cut).isEqualTo(whole);
        }
        for (int round = 0; round < 200; round++) {
            List<Integer> cuts = random.ints(1 + random.nextInt(40), 0, JOB.length)
                    .sorted()
                    .boxed()
                    .toList();
            assertThat(inPieces(JOB, cuts)).as("cuts at %s", cuts).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "garbage",
                "@kp",
                "@kp ",
                "@kp nonsense",
                "@kp hb hb",
                "@kp fatal",
                "@kp done",
                "@kp done -1",
                "@kp done x",
                "@kp done 1 2",
                "@kp hello 1 6.1 3",
                "@kp hello 1 6.1 -3 0",
                "@kp begin run a",
                "@kp begin nap a 0",
                "@kp begin run A 0",
                "@kp begin run a b",
                "@kp out ???",
                "@kp out",
                "@kp end run a 0 0 -5 0 00000000",
                "@kp end run a 0 -1 5 0 00000000",
                "@kp end run a 0 0 5 0 zz",
                "@kp end run a 0 0 5 0 -1",
                "@kp end run a 99999999999 0 5 0 0",
                "@kp hb@kp hb",
                "\u001b[31m@kp hb"
            })
    void aLineThatIsNoFrameIsDamage(String line) {
        assertThat(FrameReader.parse(line)).isInstanceOf(Frame.Damaged.class);
    }

    @Test
    void anOverlongLineIsDamageAndTheNextLineIsRead() {
        FrameReader reader = new FrameReader();

        assertThat(reader.feed(new byte[1 << 20])).isEmpty();
        assertThat(reader.feed("\n@kp hb\n".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(new Frame.Damaged("a line of more than 4096 bytes"), new Frame.Heartbeat());
    }

    @Test
    void theCarriageReturnOfATerminalIsNoPartOfALine() {
        assertThat(new FrameReader().feed("@kp hb\r\n".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(new Frame.Heartbeat());
    }

    @Test
    void anExcerptOfDamageIsShortAndPrintable() {
        Frame frame = FrameReader.parse("\u0007\u001b]0;x" + "\u00e9".repeat(500));

        assertThat(((Frame.Damaged) frame).excerpt())
                .startsWith("??]0;x???")
                .hasSizeLessThan(90)
                .matches("[\\x20-\\x7e]*");
    }

    @Test
    void noBytesWhateverThrow() {
        Random random = new Random(31337);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = round % 2 == 0 ? noise(random) : mutated(random);
            FrameReader reader = new FrameReader();
            JobTranscript transcript = new JobTranscript();

            reader.feed(bytes).forEach(transcript::accept);

            assertThat(transcript.steps()).hasSizeLessThan(4);
        }
    }

    @Test
    void damageAnywhereInAJobIsNoticed() {
        Random random = new Random(4711);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = JOB.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(7));
            JobTranscript damaged = read(bytes);
            JobTranscript sound = read(JOB);

            boolean sameResults = damaged.done() && outputs(damaged).equals(outputs(sound));
            assertThat(sameResults || !damaged.done() || damaged.damage().isPresent())
                    .as("bit flipped at %d", at)
                    .isTrue();
        }
    }

    private static List<String> outputs(JobTranscript transcript) {
        return transcript.steps().stream().map(StepOutput::out).toList();
    }

    private static JobTranscript read(byte[] bytes) {
        JobTranscript transcript = new JobTranscript();
        new FrameReader().feed(bytes).forEach(transcript::accept);
        return transcript;
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        byte[] prefix = "@kp end run ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(prefix, 0, bytes, 0, Math.min(prefix.length, bytes.length));
        return bytes;
    }

    private static byte[] mutated(Random random) {
        byte[] bytes = JOB.clone();
        for (int i = random.nextInt(20); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) "\n 0-9@kp".charAt(random.nextInt(8));
        }
        return bytes;
    }

    private static List<Frame> inPieces(byte[] bytes, List<Integer> cuts) {
        FrameReader reader = new FrameReader();
        List<Frame> frames = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            frames.addAll(reader.feed(Arrays.copyOfRange(bytes, from, cut)));
            from = cut;
        }
        frames.addAll(reader.feed(Arrays.copyOfRange(bytes, from, bytes.length)));
        return frames;
    }
}
