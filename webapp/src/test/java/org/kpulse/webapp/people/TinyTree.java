package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real git repository of one file. */
final class TinyTree {

    private final Path directory;

    /** Makes it, with branch master and no commit. */
    TinyTree(Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectory(directory);
        git("init", "-q", "-b", "master");
    }

    Path directory() {
        return directory;
    }

    /** What git says, without blanks around it. */
    String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of("-c", "user.name=a", "-c", "user.email=a@example.org"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    /** The hash of a commit after which the file is this text. */
    String commit(String text) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("pipe.c"), text + "\n");
        git("add", "pipe.c");
        git("commit", "-q", "-m", text);
        return git("rev-parse", "HEAD");
    }
}
