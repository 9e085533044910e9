package org.kpulse.harness.build;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/**
 * Source trees that came as archives, each a commit without parents in one bare repository: the builder then treats them as any tree, what two
 * of them share is kept once, and the next build compiles only what differs. Nothing of an archive is laid out on the disk before it is
 * whole. The same files give the same commit on every host.
 */
public final class ImportedTrees {

    private static final String REFS = "refs/imported/";

    private final Path repository;
    private final GitProgram git;

    /** @param repository the directory of it; made when the first tree comes */
    public ImportedTrees(Path repository, Commands commands) {
        this.repository = repository;
        this.git = new GitProgram(commands);
    }

    /** Gives all files of a tree. */
    @FunctionalInterface
    public interface Content {
        void writeTo(TreeSink sink) throws IOException;
    }

    public Path repository() {
        return repository;
    }

    /** The commit of this tree, if it is there. */
    public Optional<String> find(String name) {
        if (!Files.isRegularFile(repository.resolve("HEAD"))) {
            return Optional.empty();
        }
        Subprocess.Result found =
                git.bare(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", ref(name) + "^{commit}");
        return found.exitCode() == 0 ? Optional.of(found.out().strip()) : Optional.empty();
    }

    /**
     * Makes the commit of a tree; whatever the content throws goes through, and nothing is kept then.
     *
     * @param name of letters, digits and {@code . -}
     * @param subject first line of the commit's message
     */
    public String add(String name, String subject, Content content) {
        open();
        String target = ref(name);
        Subprocess.Result done = git.feed(
                repository,
                out -> {
                    FastImport stream = new FastImport(out, target, subject);
                    content.writeTo(stream);
                    stream.done();
                },
                "-c",
                "core.compression=1",
                "fast-import",
                "--quiet",
                "--done",
                "--force",
                "--date-format=raw");
        GitProgram.check(done, "Keeping the source " + name);
        return find(name).orElseThrow(() -> new InfraException("git did not keep the source " + name + "."));
    }

    private static String ref(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,60}") || name.contains("..") || name.endsWith(".")) {
            throw new IllegalArgumentException("not a name of a tree: " + name);
        }
        return REFS + name;
    }

    private void open() {
        try {
            Files.createDirectories(repository);
            if (!Files.isRegularFile(repository.resolve("HEAD")) || !Files.isDirectory(repository.resolve("objects"))) {
                GitProgram.check(
                        git.bare(repository, "init", "--quiet", "--bare", "--template="), "Making " + repository);
            }
            sweep(repository.resolve("objects/pack"));
        } catch (IOException e) {
            throw new InfraException("Cannot use " + repository + ": " + e.getMessage() + ".", e);
        }
    }

    /** What an import that was killed left. */
    private static void sweep(Path packs) throws IOException {
        if (!Files.isDirectory(packs)) {
            return;
        }
        try (Stream<Path> all = Files.list(packs)) {
            for (Path leftover : all.filter(p -> p.getFileName().toString().startsWith("tmp_"))
                    .toList()) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /** The stream that git-fast-import(1) reads. */
    private static final class FastImport implements TreeSink {

        private static final int BUFFER = 1 << 16;

        private final OutputStream out;

        FastImport(OutputStream raw, String ref, String subject) throws IOException {
            this.out = new BufferedOutputStream(raw, BUFFER);
            byte[] message = (subject + "\n").getBytes(StandardCharsets.UTF_8);
            text("commit " + ref + "\ncommitter kpulse <kpulse@localhost> 1704067200 +0000\ndata " + message.length
                    + "\n");
            out.write(message);
            text("\n");
        }

        @Override
        public void file(String path, boolean executable, long size, InputStream content) throws IOException {
            text("M " + (executable ? "100755" : "100644") + " inline " + quoted(path) + "\ndata " + size + "\n");
            byte[] buffer = new byte[BUFFER];
            long left = size;
            while (left > 0) {
                int n = content.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    throw new EOFException("the archive ends in " + path);
                }
                out.write(buffer, 0, n);
                left -= n;
            }
            text("\n");
        }

        @Override
        public void link(String path, String target) throws IOException {
            byte[] bytes = target.getBytes(StandardCharsets.UTF_8);
            text("M 120000 inline " + quoted(path) + "\ndata " + bytes.length + "\n");
            out.write(bytes);
            text("\n");
        }

        void done() throws IOException {
            text("done\n");
            out.flush();
        }

        private void text(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String quoted(String path) {
            return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }
}
