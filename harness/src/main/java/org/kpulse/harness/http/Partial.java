package org.kpulse.harness.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file that is not whole yet, beside the place where it will be: {@code NAME.partial}, and {@code NAME.validator} with what the
 * server calls this version of it and how long it is. Without the second the first is worth nothing.
 */
record Partial(Path file, Path validator) {

    /** What a server said of the file when its first byte came. */
    record Version(String validator, OptionalLong length) {}

    static Partial of(Path whole) {
        String name = whole.getFileName().toString();
        return new Partial(whole.resolveSibling(name + ".partial"), whole.resolveSibling(name + ".validator"));
    }

    /** Bytes that can be gone on from; 0 when there are none. */
    long size() throws IOException {
        return version().isPresent() && Files.isRegularFile(file) ? Files.size(file) : 0;
    }

    Optional<Version> version() throws IOException {
        if (!Files.isRegularFile(validator)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(validator);
        if (lines.size() != 2 || lines.get(0).isBlank() || !lines.get(1).matches("\\d{0,18}")) {
            return Optional.empty();
        }
        String length = lines.get(1);
        return Optional.of(new Version(
                lines.get(0), length.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length))));
    }

    /** Begins anew; what cannot be named cannot be gone on with later. */
    void begin(Optional<String> validatorText, OptionalLong length) throws IOException {
        Files.deleteIfExists(validator);
        Files.write(file, new byte[0]);
        if (validatorText.isPresent()) {
            Path fresh = validator.resolveSibling(validator.getFileName() + ".new");
            String text = length.isPresent() ? Long.toString(length.getAsLong()) : "";
            Files.writeString(fresh, validatorText.get() + "\n" + text + "\n");
            Files.move(fresh, validator, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(validator);
        Files.deleteIfExists(file);
    }

    /** It is whole: on the disk, and at its place. */
    void finish(Path whole) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(file, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(validator);
    }
}
