package org.kpulse.harness.crashsuite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kpulse.harness.crash.CrashClass;

/** Reads {@code catalogue.txt}, for a kernel with a given configuration. */
public final class Catalogue {

    /** The catalogue of the project. */
    public static final Path FILE = Path.of("src/test/resources/org/kpulse/harness/crashsuite/catalogue.txt");

    private static final Pattern SET = Pattern.compile("CONFIG_([A-Z0-9_]+)=[ym]");
    private static final String LKDTM = "echo %s >/sys/kernel/debug/provoke-crash/DIRECT";

    private Catalogue() {}

    /**
     * The triggers in their order.
     *
     * @param config lines of a kernel's {@code .config}
     */
    public static List<Trigger> read(Path file, String config) throws IOException {
        Set<String> symbols = config.lines()
                .map(SET::matcher)
                .filter(m -> m.matches())
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        try (Stream<String> lines = Files.lines(file)) {
            List<Trigger> all = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> trigger(line, symbols))
                    .toList();
            Set<String> names = new HashSet<>();
            for (Trigger each : all) {
                if (!names.add(each.name())) {
                    throw new IllegalArgumentException("twice in the catalogue: " + each.name());
                }
            }
            return all;
        }
    }

    private static Trigger trigger(String line, Set<String> symbols) {
        String[] columns = line.split(" \\| ", 5);
        if (columns.length < 4) {
            throw new IllegalArgumentException("not a line of the catalogue: " + line);
        }
        String name = columns[0].strip();
        return new Trigger(
                name,
                Integer.parseInt(columns[1].strip()),
                Duration.ofSeconds(Long.parseLong(columns[2].strip())),
                expected(columns[3].strip(), symbols),
                columns.length == 5 ? columns[4].strip() : LKDTM.formatted(name));
    }

    private static String expected(String text, Set<String> symbols) {
        int question = text.indexOf(" ? ");
        if (question < 0) {
            if (!words().contains(text)) {
                throw new IllegalArgumentException("neither a crash class nor another outcome: " + text);
            }
            return text;
        }
        int colon = text.lastIndexOf(" : ");
        boolean chain = text.indexOf(" : ") < colon && text.indexOf(" ? ", question + 3) > text.indexOf(" : ");
        int cut = chain ? text.indexOf(" : ") : colon;
        String then = expected(text.substring(question + 3, cut), symbols);
        String otherwise = expected(text.substring(cut + 3), symbols);
        return symbols.contains(text.substring(0, question)) ? then : otherwise;
    }

    private static Set<String> words() {
        Set<String> words = new TreeSet<>(Found.WORDS);
        Stream.of(CrashClass.values()).map(CrashClass::word).forEach(words::add);
        return words;
    }
}
