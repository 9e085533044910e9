package org.kpulse.harness.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.job.StepId;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.kernel.Kernel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every kernel function's instructions and calls by a plugin of QEMU, for machines that count instructions. Thread-safe. */
public final class ExactProfiler implements Collector {

    private static final Logger LOG = LoggerFactory.getLogger(ExactProfiler.class);
    private static final String FILE = "profile.kpp";

    private final Path plugin;
    private final Map<String, CodeMap> symbols;

    /**
     * @param plugin of {@link ProfilePlugin}
     * @param symbols of each kernel by image hash, as {@link #symbols} reads them; one without makes profiles without names
     */
    public ExactProfiler(Path plugin, Map<String, CodeMap> symbols) {
        this.plugin = plugin;
        this.symbols = Map.copyOf(symbols);
    }

    @Override
    public String name() {
        return "exact profile";
    }

    @Override
    public List<String> machineOptions(Path directory) {
        return List.of("-plugin", escape(plugin) + ",out=" + escape(directory.resolve(FILE)));
    }

    private static String escape(Path path) {
        return path.toString().replace(",", ",,");
    }

    @Override
    public Optional<RunProfile> collect(
            Path directory, JobTranscript transcript, Kernel kernel, List<PlannedBenchmark> plan) {
        Path path = directory.resolve(FILE);
        try {
            if (!Files.exists(path)) {
                return Optional.empty();
            }
            ProfileFile file = ProfileFile.read(path);
            CodeMap boot = CodeMap.read(transcript.codeMap());
            SymbolTable table = Optional.ofNullable(symbols.get(kernel.imageSha256()))
                    .flatMap(known -> SymbolTable.of(known, boot))
                    .orElse(SymbolTable.NONE);
            List<StepId> steps = transcript.steps().stream()
                    .map(StepOutput::step)
                    .filter(step -> step.kind() == StepId.Kind.RUN)
                    .toList();
            RunProfile read = ProfileReading.of(file, table, steps, plan);
            Files.delete(path);
            return Optional.of(table == SymbolTable.NONE ? unnamed(read, kernel) : read);
        } catch (IOException e) {
            LOG.warn("The profile in {} cannot be read ({}); the run is kept without it.", directory, e.getMessage());
            return Optional.empty();
        }
    }

    private RunProfile unnamed(RunProfile read, Kernel kernel) {
        String why = symbols.containsKey(kernel.imageSha256())
                ? "its symbols are of another build, or the guest hides its addresses"
                : "the kernel has no symbols";
        return new RunProfile(read.missing().or(() -> Optional.of(why)), read.phases());
    }

    /**
     * Reads what a boot that was asked for symbols sent.
     *
     * @throws InfraException if it has none or hides its addresses
     */
    public static CodeMap symbols(byte[] sent) {
        CodeMap map = CodeMap.read(sent);
        if (map.start().isEmpty()) {
            throw new InfraException(
                    map.symbols().isEmpty()
                            ? "it has no /proc/kallsyms with text symbols (CONFIG_KALLSYMS)"
                            : "it hides the addresses of its symbols");
        }
        return map;
    }

    /** The functions of a kernel whose symbols were read; its build says where they are defined, if it left a list of its objects. */
    public static KernelCode code(CodeMap symbols, Kernel kernel) {
        return KernelCode.of(symbols, kernel.objects());
    }
}
