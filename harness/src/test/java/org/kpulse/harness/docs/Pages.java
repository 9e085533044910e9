package org.kpulse.harness.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read: README.md and docs/*.md. */
public final class Pages {

    /** The repository, seen from where a module's tests run. */
    public static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private Pages() {}

    /**
     * One page.
     *
     * @param name path below the repository, such as {@code docs/states.md}
     * @param text all of it
     */
    public record Page(String name, String text) {

        /** Contents of its fenced blocks of this language. */
        public List<String> blocks(String language) {
            return Pattern.compile(
                            "^```" + Pattern.quote(language) + "\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        /** Its text without fenced blocks. */
        public String prose() {
            return text.replaceAll("(?ms)^```.*?^```", "");
        }
    }

    /** All pages. */
    public static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        pages.add(page(TOP.resolve("README.md")));
        try (Stream<Path> files = Files.list(TOP.resolve("docs"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
                pages.add(page(file));
            }
        }
        return pages;
    }

    /** The page with this path below the repository. */
    public static Page named(String name) throws IOException {
        return page(TOP.resolve(name));
    }

    private static Page page(Path file) throws IOException {
        return new Page(TOP.relativize(file).toString(), Files.readString(file));
    }
}
