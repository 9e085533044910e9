package org.kpulse.harness.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;

/** The files of one {@code benchmarks/<name>/}. */
record RecipeFolder(Path path) {

    static final String RECIPE = "benchmark.yaml";

    private static final String FIXTURES = "fixtures";
    private static final String MADE = "build";

    String name() {
        return path.getFileName().toString();
    }

    Path recipe() {
        return path.resolve(RECIPE);
    }

    /** All folders of a directory, by name, whether they have a recipe or not; hidden ones left out. */
    static List<RecipeFolder> in(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(RecipeFolder::new)
                    .filter(each ->
                            Files.isDirectory(each.path()) && !each.name().startsWith("."))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        } catch (IOException e) {
            throw new InfraException("Cannot list the benchmarks in " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    /** Hash over names and contents of all that can change what is measured: everything but the fixtures and what a Makefile left. */
    String contentSha256() {
        MessageDigest digest = sha256();
        for (Path each : files()) {
            byte[] name = path.relativize(each).toString().getBytes(StandardCharsets.UTF_8);
            byte[] content = read(each);
            digest.update(ByteBuffer.allocate(8)
                    .putInt(name.length)
                    .putInt(content.length)
                    .flip());
            digest.update(name);
            digest.update(content);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The same over this folder and another one's, made files left out. */
    String contentSha256(Path source) {
        return sha256((contentSha256() + new RecipeFolder(source).contentSha256()).getBytes(StandardCharsets.UTF_8));
    }

    /** A folder beside that of the recipes. */
    Path beside(String other) {
        return path.toAbsolutePath().normalize().resolve("../..").resolve(other).normalize();
    }

    String text() {
        return new String(read(recipe()), StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .filter(each -> !path.relativize(each).startsWith(FIXTURES)
                            && !path.relativize(each).startsWith(MADE))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InfraException("Cannot read the recipe " + path + ": " + e.getMessage() + ".", e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
