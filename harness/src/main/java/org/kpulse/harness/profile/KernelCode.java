package org.kpulse.harness.profile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.kpulse.analysis.profile.FunctionPlaces;
import org.kpulse.harness.fault.InfraException;

/**
 * The functions that a kernel has symbols for, and where each is defined.
 *
 * @param files source file by function, from the top of the source ({@code fs/pipe.c}); empty text where it is not known, as for all
 *     functions of packaged kernels. Names as in profiles: twins joined, {@code " [module]"} behind functions of modules
 */
public record KernelCode(SortedMap<String, String> files) implements FunctionPlaces {

    /** Nothing is known of it. */
    public static final KernelCode NONE = new KernelCode(new TreeMap<>());

    private static final int MAX_LINES = 4_000_000;

    public KernelCode {
        files = new TreeMap<>(files);
    }

    /**
     * Of a kernel whose symbols were read in a boot.
     *
     * @param objects gzip'd lines {@code path/to/file.o symbol} of the build; a name that several objects have has no file, since one
     *     name is one function here
     * @throws InfraException if that file cannot be read
     */
    static KernelCode of(CodeMap symbols, Optional<Path> objects) {
        Map<String, String> places = objects.map(KernelCode::places).orElse(Map.of());
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : SymbolTable.names(symbols)) {
            files.put(name, places.getOrDefault(name, ""));
        }
        return new KernelCode(files);
    }

    private static Map<String, String> places(Path objects) {
        Map<String, String> places = new HashMap<>();
        Set<String> several = new HashSet<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(objects)), StandardCharsets.ISO_8859_1))) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < MAX_LINES; i++) {
                String[] word = line.split(" ", -1);
                if (word.length == 2) {
                    String name = SymbolTable.base(word[1]);
                    String file = source(word[0]);
                    String known = places.putIfAbsent(name, file);
                    if (known != null && !known.equals(file)) {
                        several.add(name);
                    }
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new InfraException("Cannot read which functions are in which object: " + objects + ".", e);
        }
        places.keySet().removeAll(several);
        return places;
    }

    /** {@code fs/pipe.c} of {@code fs/pipe.o}; a source file stays what it is. */
    private static String source(String object) {
        return object.endsWith(".o") ? object.substring(0, object.length() - 2) + ".c" : object;
    }

    @Override
    public Optional<String> file(String function) {
        return Optional.ofNullable(files.get(function)).filter(file -> !file.isEmpty());
    }

    /** Functions by file; those of no known file under empty text. */
    public SortedMap<String, Set<String>> byFile() {
        SortedMap<String, Set<String>> functions = new TreeMap<>();
        files.forEach((function, file) ->
                functions.computeIfAbsent(file, f -> new TreeSet<>()).add(function));
        return functions;
    }
}
