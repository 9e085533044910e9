package org.kpulse.harness.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.GuestImage;
import org.kpulse.harness.guest.GuestPrograms;
import org.kpulse.harness.guest.Initramfs;
import org.kpulse.harness.guest.InitramfsWriter;
import org.kpulse.harness.job.Bundle;
import org.kpulse.harness.job.BundleBuilder;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.ModuleDependencies;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.OwnFiles;

/** Puts together what a boot needs: the job bundle and, for each kernel, an initramfs. */
public final class Preparer {

    private static final String RUNNER = "guest/" + TestSet.RUNNER + ".sh";

    private final GuestPrograms programs;
    private final Busybox busybox;
    private final GuestImage guestImage;
    private final int scratchMib;
    private final Progress progress;

    public Preparer(GuestPrograms programs, Busybox busybox, GuestImage guestImage, int scratchMib, Progress progress) {
        this.programs = programs;
        this.busybox = busybox;
        this.guestImage = guestImage;
        this.scratchMib = scratchMib;
        this.progress = progress;
    }

    /** The job bundle of these benchmarks; compiles the programs that Kpulse brings. */
    public Bundle bundle(List<PlannedBenchmark> plan) {
        BundleBuilder builder = empty();
        for (PlannedBenchmark each : plan) {
            Path source = each.benchmark().source();
            if (source != null) {
                String name = Path.of(each.benchmark().program()).getFileName().toString();
                builder.program(name, read(programs.compile(source, name, progress)));
            }
            TestSet tests = each.benchmark().tests();
            if (tests != null) {
                String name = each.benchmark().name();
                SortedMap<String, Path> files =
                        programs.tests(name, tests, each.benchmark().recipeSha256(), progress);
                files.forEach((path, file) -> builder.program(name + "/" + path, read(file)));
                if (tests.format().isForeign()) {
                    builder.program(TestSet.RUNNER, OwnFiles.text(RUNNER).getBytes(StandardCharsets.UTF_8));
                    builder.program(name + "/" + TestSet.SKIP, skip(tests, files));
                }
            }
            builder.benchmark(each);
        }
        return builder.build();
    }

    /** A bundle that runs nothing and asks for the kernel's symbols. */
    public Bundle symbols() {
        return empty().symbols().build();
    }

    private BundleBuilder empty() {
        return new BundleBuilder()
                .program("agent", own("agent"))
                .program("scratch", own("scratch"))
                .program("map", own("map"));
    }

    /** Writes the kernel's initramfs for this machine into the directory. */
    public Prepared prepare(
            Kernel kernel, Machine machine, Bundle bundle, List<PlannedBenchmark> plan, Path directory) {
        Initramfs.Builder builder =
                Initramfs.builder().busybox(busybox).file("init", 0755, ByteBuffer.wrap(own("init")));
        kernel.modules()
                .ifPresent(modules -> builder.modules(
                        modules,
                        ModuleDependencies.read(modules)
                                .loadOrder(machine.modules())
                                .files()));
        for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
            int mode = file.getKey().startsWith("bin/") ? 0755 : 0644;
            builder.file("kpulse/" + file.getKey(), mode, ByteBuffer.wrap(file.getValue()));
        }
        String name =
                kernel.imageSha256().substring(0, 16) + "-" + machine.platform().name() + ".cpio";
        Path initramfs = directory.resolve(name);
        InitramfsWriter.write(builder.build(), InitramfsWriter.Compression.NONE, initramfs);
        return new Prepared(
                kernel, initramfs, guestImage.path(), guestImage.sha256(), bundle.sha256(), scratchMib, plan);
    }

    /** What could not be made is not run either. */
    private static byte[] skip(TestSet tests, Map<String, Path> files) {
        Path unmade = files.get(TestSet.SKIP);
        StringBuilder lines = new StringBuilder(unmade == null ? "" : new String(read(unmade), StandardCharsets.UTF_8));
        new TreeMap<>(tests.skip())
                .forEach((program, why) -> lines.append(program)
                        .append(' ')
                        .append(why.replaceAll("[^ -~]+", " "))
                        .append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] own(String name) {
        return read(programs.own(name, progress));
    }

    private static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
    }
}
