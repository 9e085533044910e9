package org.kpulse.harness.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;

/**
 * Finds in what a build printed why it failed, and who is to blame: the first line that says something counts, since what follows
 * an error is mostly its consequence. Pure, but for reading the file.
 */
final class BuildLog {

    private static final int MOST_DETAIL = 300;
    private static final int MOST_LINE = 4000;

    /** Paths as the sandbox has them, and as kbuild writes those of the source seen from the output. */
    private static final Pattern SOURCE_PREFIX = Pattern.compile("(?<![\\w./-])(?:/build/(?:src|out)/|\\.\\./|\\./)");

    private record Rule(Pattern pattern, Optional<InfraFault.Kind> ours) {}

    private static final List<Rule> RULES = List.of(
            ours(InfraFault.Kind.DISK_FULL, "No space left on device|Disk quota exceeded|File size limit exceeded"),
            ours(
                    InfraFault.Kind.BUILD_TOOL_BROKEN,
                    "(?:^|\\W)(?:[\\w./-]+: )?\\d+: [\\w.+-]+: not found$",
                    "make(?:\\[\\d+])?: [\\w./+-]+: (?:No such file or directory|Permission denied)$",
                    ": (?:command not found|cannot execute binary file)",
                    "error while loading shared libraries",
                    "fatal error: (?:Killed|Terminated|Segmentation fault|Bus error|\\w+) signal terminated program",
                    "internal compiler error",
                    "virtual memory exhausted|memory exhausted|Cannot allocate memory|cannot allocate \\d+ bytes|std::bad_alloc",
                    "Resource temporarily unavailable",
                    "fatal error: (?:openssl/|libelf\\.h|gelf\\.h|elf\\.h|zlib\\.h)",
                    "please install (?:libelf|libssl|openssl|pahole|dwarves|elfutils)",
                    "pahole.*is not available",
                    "^bwrap: "),
            kernels(
                    "^[^\\s:][^:]*:\\d+(?::\\d+)?: (?:fatal )?error: ",
                    "^[^\\s:][^:]*:\\d+: \\*\\*\\* ",
                    "^[^\\s:][^:]*:\\d+: (?:syntax error|Error: |unknown|invalid|can't open file|unexpected|recursive inclusion)",
                    "^[^\\s:][^:]*: error: ",
                    "undefined reference to ",
                    "multiple definition of ",
                    "^ERROR: ",
                    "^ld(?:\\.bfd)?: (?!warning)"),
            kernels("^make(?:\\[\\d+])?: \\*\\*\\* (?!.*Error \\d+$)(?!.*(?:Waiting for unfinished jobs|Terminated))"));

    private BuildLog() {}

    private static Rule ours(InfraFault.Kind kind, String... patterns) {
        return new Rule(Pattern.compile(String.join("|", patterns)), Optional.of(kind));
    }

    private static Rule kernels(String... patterns) {
        return new Rule(Pattern.compile(String.join("|", patterns)), Optional.empty());
    }

    /** Why a build that printed this ended with this exit code, which is not 0. */
    static Fault reason(Path log, int exitCode) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            return reason(lines, exitCode);
        }
    }

    /** The same for a text. */
    static Fault reason(String log, int exitCode) {
        try (BufferedReader lines = new BufferedReader(new StringReader(log))) {
            return reason(lines, exitCode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fault reason(BufferedReader lines, int exitCode) throws IOException {
        String last = "";
        for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
            for (Rule rule : RULES) {
                if (rule.pattern().matcher(line.get()).find()) {
                    return fault(rule, line.get());
                }
            }
            if (!line.get().isBlank()) {
                last = line.get();
            }
        }
        if (exitCode > 128) {
            return new InfraFault(
                    InfraFault.Kind.BUILD_TOOL_BROKEN, "The build was killed by signal " + (exitCode - 128) + ".");
        }
        return new KernelFault(KernelFault.Kind.DOES_NOT_BUILD, "It does not build: " + clean(last));
    }

    private static Optional<String> next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        return Optional.ofNullable(line).map(l -> l.length() > MOST_LINE ? l.substring(0, MOST_LINE) : l);
    }

    private static Fault fault(Rule rule, String line) {
        String words = clean(line);
        return rule.ours()
                .<Fault>map(kind -> new InfraFault(kind, "The build could not go on: " + words))
                .orElseGet(() -> new KernelFault(KernelFault.Kind.DOES_NOT_BUILD, "It does not build: " + words));
    }

    /** Whether the compiler named a line of the source: nothing that a half-finished earlier build could cause. */
    static boolean namesALine(Fault fault) {
        Matcher place = Pattern.compile("does not build: [\\w./+-]+:\\d+:\\d+: (?:fatal )?error: ")
                .matcher(fault.detail());
        return place.find();
    }

    private static String clean(String line) {
        String clean = SOURCE_PREFIX.matcher(line.strip()).replaceAll("").replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > MOST_DETAIL ? clean.substring(0, MOST_DETAIL) + "..." : clean;
    }
}
