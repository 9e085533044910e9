package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code modules.dep} for a directory of modules as depmod does, from what each module says it needs. A kernel package
 * leaves that to its install script; doing it here needs no program of the host and gives the same list everywhere.
 */
final class ModuleIndex {

    private static final String FILE = "modules.dep";

    private ModuleIndex() {}

    /** Writes {@code modules.dep}: one line {@code path: paths of the modules it needs directly} per module, sorted by path. */
    static void write(Path modules) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(modules)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> ModuleFile.nameOf(file).isPresent())
                    .sorted()
                    .toList();
        }
        Map<String, String> pathOf = new TreeMap<>();
        for (Path file : files) {
            pathOf.put(
                    ModuleFile.nameOf(file).orElseThrow(),
                    modules.relativize(file).toString());
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            String needs = ModuleFile.depends(ModuleFile.read(file)).stream()
                    .filter(pathOf::containsKey) // the rest is built in
                    .map(name -> " " + pathOf.get(name))
                    .collect(Collectors.joining());
            text.append(modules.relativize(file)).append(':').append(needs).append('\n');
        }
        Files.writeString(modules.resolve(FILE), text);
    }
}
