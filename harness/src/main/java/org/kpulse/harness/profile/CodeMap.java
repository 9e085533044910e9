package org.kpulse.harness.profile;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Where the kernel's code lay in one boot, as {@code guest/map.c} prints it, gzip'd or not. A guest is hostile: lines that do not
 * read are left out, and no more than a million are read.
 *
 * @param buildId of the kernel, hexadecimal; empty when it has none
 * @param modules base address and size by name
 * @param symbols text symbols, in the guest's order
 */
public record CodeMap(String buildId, Map<String, Module> modules, List<Symbol> symbols) {

    /** First symbol of the kernel's own code. */
    static final String START = "_stext";

    private static final int MAX_LINES = 1_000_000;
    private static final int MAX_LINE = 10_000;
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{1,16}");
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e&&[^\\[\\]]]{1,255}");

    /** "GNU" and a length of 20 and type 3 before it: the note that holds the build id. */
    private static final Pattern BUILD_ID = Pattern.compile("040000001400000003000000474e5500([0-9a-f]{40})");

    public CodeMap {
        modules = Map.copyOf(modules);
        symbols = List.copyOf(symbols);
    }

    /** Where a module lies. */
    public record Module(long address, long bytes) {}

    /** A function; {@code module} is empty for the kernel's own. */
    public record Symbol(long address, String name, String module) {}

    /** Reads what the guest sent; nothing is an empty map. */
    static CodeMap read(byte[] sent) {
        Map<String, Module> modules = new LinkedHashMap<>();
        List<Symbol> symbols = new ArrayList<>();
        String buildId = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(plain(sent), StandardCharsets.ISO_8859_1))) {
            String line = lines.readLine();
            for (int i = 0; line != null && i < MAX_LINES; i++) {
                String[] word = line.length() > MAX_LINE ? new String[0] : line.split(" ", -1);
                if (word.length == 2 && word[0].equals("notes")) {
                    var note = BUILD_ID.matcher(word[1]);
                    buildId = note.find() ? note.group(1) : "";
                } else if (word.length == 4 && word[0].equals("module")) {
                    module(word, modules);
                } else {
                    symbol(word).ifPresent(symbols::add);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            return new CodeMap(buildId, modules, symbols);
        }
        return new CodeMap(buildId, modules, symbols);
    }

    private static InputStream plain(byte[] sent) throws IOException {
        InputStream stream = new ByteArrayInputStream(sent);
        return sent.length > 2 && (sent[0] & 0xff) == 0x1f && (sent[1] & 0xff) == 0x8b
                ? new GZIPInputStream(stream)
                : stream;
    }

    private static void module(String[] word, Map<String, Module> modules) {
        if (NAME.matcher(word[1]).matches()
                && word[2].matches("[0-9]{1,10}")
                && ADDRESS.matcher(word[3]).matches()) {
            modules.put(word[1], new Module(Long.parseUnsignedLong(word[3], 16), Long.parseLong(word[2])));
        }
    }

    private static Optional<Symbol> symbol(String[] word) {
        boolean reads =
                (word.length == 2 || (word.length == 3 && NAME.matcher(word[2]).matches()))
                        && ADDRESS.matcher(word[0]).matches()
                        && NAME.matcher(word[1]).matches();
        return reads
                ? Optional.of(new Symbol(Long.parseUnsignedLong(word[0], 16), word[1], word.length == 3 ? word[2] : ""))
                : Optional.empty();
    }

    /** Address of the first symbol of the kernel's own code; empty when unknown or hidden. */
    OptionalLong start() {
        return symbols.stream()
                .filter(symbol -> symbol.name().equals(START) && symbol.module().isEmpty() && symbol.address() != 0)
                .mapToLong(Symbol::address)
                .findFirst();
    }
}
