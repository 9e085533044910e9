package org.kpulse.harness.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;

class HostTest {

    @TempDir
    private Path proc;

    @Test
    void theProcessorIsNamedAsTheKernelNamesIt() throws IOException {
        write("cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC 7763: 64-Core Processor\nmodel name\t: other\n");

        assertThat(host().processor()).isEqualTo("AMD EPYC 7763: 64-Core Processor");
    }

    @Test
    void aProcessorWithoutANameIsItsPartOrUnknown() throws IOException {
        write("cpuinfo", "processor\t: 0\nCPU part\t: 0xd0c\n");
        assertThat(host().processor()).isEqualTo("0xd0c");

        write("cpuinfo", "processor\t: 0\n");
        assertThat(host().processor()).isEqualTo("unknown");
    }

    @Test
    void loadAndReleaseAreRead() throws IOException {
        write("loadavg", "1.25 0.50 0.10 2/345 678\n");
        write("sys/kernel/osrelease", "6.1.0-50-cloud-amd64\n");

        assertThat(host().load()).isEqualTo(1.25);
        assertThat(host().kernelRelease()).isEqualTo("6.1.0-50-cloud-amd64");
    }

    @Test
    void stolenTimeIsAShareOfAllTimeWithoutCountingGuestsTwice() throws IOException {
        write("stat", "cpu  100 0 100 800 0 0 0 0 50 0\ncpu0 1 2 3\n");
        Host.Ticks before = host().ticks();
        write("stat", "cpu  150 0 110 900 10 0 5 25 500 0\n");
        Host.Ticks after = host().ticks();

        assertThat(before).isEqualTo(new Host.Ticks(1000, 0));
        assertThat(after).isEqualTo(new Host.Ticks(1200, 25));
        assertThat(after.stealPercentSince(before)).isEqualTo(12.5);
        assertThat(before.stealPercentSince(before)).isZero();
        assertThat(before.stealPercentSince(after)).isZero();
    }

    @Test
    void anOldKernelWithoutStolenTimeHasNone() throws IOException {
        write("stat", "cpu  100 0 100 800\n");

        assertThat(host().ticks()).isEqualTo(new Host.Ticks(1000, 0));
    }

    @Test
    void aMissingFileIsOneSentence() {
        assertThatThrownBy(() -> host().load())
                .isInstanceOf(InfraException.class)
                .hasMessageStartingWith("Cannot read " + proc.resolve("loadavg"));
    }

    @Test
    void thisHostAnswersToo() {
        assertThat(new Host().load()).isNotNegative();
        assertThat(new Host().ticks().total()).isPositive();
        assertThat(new Host().kernelRelease()).isNotBlank();
    }

    private Host host() {
        return new Host(proc);
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
