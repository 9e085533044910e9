package org.kpulse.harness.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kpulse.harness.fault.InfraException;

/** Reads what the host's kernel says about itself, from {@code /proc}. */
public final class Host {

    private final Path proc;

    public Host() {
        this(Path.of("/proc"));
    }

    Host(Path proc) {
        this.proc = proc;
    }

    /**
     * Processor time counters since boot, summed over all processors.
     *
     * @param total all time, ticks
     * @param steal time that the host's own hypervisor took, ticks
     */
    public record Ticks(long total, long steal) {

        /** Share of time stolen between an earlier reading and this one, percent; 0 when no time passed. */
        public double stealPercentSince(Ticks earlier) {
            long passed = total - earlier.total;
            return passed <= 0 ? 0 : 100.0 * Math.max(0, steal - earlier.steal) / passed;
        }
    }

    /** Model name of the first processor, {@code unknown} where the kernel does not say. */
    public String processor() {
        return read("cpuinfo")
                .lines()
                .filter(l -> l.startsWith("model name") || l.startsWith("CPU part"))
                .findFirst()
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    /** Release of the host's kernel. */
    public String kernelRelease() {
        return read("sys/kernel/osrelease").strip();
    }

    /** 1-minute load average. */
    public double load() {
        String text = read("loadavg");
        return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    }

    /** The processor time counters now. */
    public Ticks ticks() {
        String line = read("stat").lines().findFirst().orElse("cpu 0");
        String[] fields = line.strip().split("\\s+", -1);
        long total = 0;
        for (int i = 1; i < Math.min(fields.length, 9); i++) {
            total += Long.parseLong(fields[i]);
        }
        return new Ticks(total, fields.length > 8 ? Long.parseLong(fields[8]) : 0);
    }

    private String read(String name) {
        try {
            return Files.readString(proc.resolve(name));
        } catch (IOException e) {
            throw new InfraException("Cannot read " + proc.resolve(name) + ": " + e.getMessage() + ".", e);
        }
    }
}
