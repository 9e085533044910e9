package org.kpulse.harness.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Loads, without running them, the classes that most commands use. The launcher starts it once after a build with
 * {@code -XX:ArchiveClassesAtExit}, so that later JVMs map these classes instead of reading and checking them: about 0.3 s less
 * for a command that opens the database. Prints how many it loaded.
 */
public final class ClassArchive {

    /** Jars whose classes are worth it; the others are used by few commands. */
    private static final Pattern JARS = Pattern.compile(
            "(kpulse|spring|HikariCP|postgresql|logback|slf4j|picocli|jackson-core|jackson-databind|snakeyaml|commons-(statistics|numbers|logging)).*\\.jar");

    private ClassArchive() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        long loaded = 0;
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            loaded += load(Path.of(entry));
        }
        System.out.println(loaded + " classes");
    }

    /** How many classes of this jar were loaded; 0 for a jar that is not worth it and for what is no jar. */
    static long load(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)
                || !JARS.matcher(jar.getFileName().toString()).matches()) {
            return 0;
        }
        List<String> names;
        try (JarFile file = new JarFile(jar.toFile());
                Stream<String> entries = file.stream().map(e -> e.getName())) {
            names = entries.filter(name -> name.endsWith(".class"))
                    .filter(name -> !name.startsWith("META-INF/") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
        return names.stream().filter(ClassArchive::loads).count();
    }

    /** Libraries have classes for other libraries that are not here; those do not load, and nobody misses them. */
    private static boolean loads(String name) {
        try {
            Class.forName(name, false, ClassArchive.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
