package org.kpulse.harness.patch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.state.FileTrees;

/** Takes mailboxes apart by {@code git mailsplit} and {@code git mailinfo}, so that a mail means here what it means to {@code git am}. */
final class Mailbox {

    /** More mails than any series has. */
    static final int MOST_MAILS = 1000;

    private static final int LONGEST = 300;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_DIR", "/dev/null");

    private final Commands commands;
    private final Path scratch;

    /** @param scratch where files may be left that a killed process left */
    Mailbox(Commands commands, Path scratch) {
        this.commands = commands;
        this.scratch = scratch;
    }

    /**
     * The mails of a mailbox, in its order.
     *
     * @param content of the file, one byte a character
     * @param name of it, for what is said of it
     * @throws UsageException if it is none, or has more than {@value #MOST_MAILS}
     */
    List<Mail> read(String content, String name) {
        return open(content, name).stream().map(Opened::mail).toList();
    }

    /** A mail with what its head says of where it belongs. */
    record Opened(MailHead head, Mail mail) {}

    /** The same, with their heads. */
    List<Opened> open(String content, String name) {
        if (content.isBlank()) {
            return List.of(); // git calls it corrupt
        }
        try {
            Path directory = Files.createTempDirectory(scratch, "mails");
            try {
                Path box = directory.resolve("box");
                Files.writeString(box, content, StandardCharsets.ISO_8859_1);
                Subprocess.Result split = git(directory, "mailsplit", "-b", "-o" + directory, box.toString());
                if (split.exitCode() != 0) {
                    throw new UsageException(name + " is no mailbox: " + split.lastLine() + ".");
                }
                return mails(directory, name);
            } finally {
                FileTrees.delete(directory);
            }
        } catch (IOException e) {
            throw new InfraException("Cannot take " + name + " apart: " + e.getMessage() + ".", e);
        }
    }

    private List<Opened> mails(Path directory, String name) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().matches("\\d+"))
                    .sorted()
                    .collect(Collectors.toList());
        }
        if (files.size() > MOST_MAILS) {
            throw new UsageException(
                    name + " has " + files.size() + " mails; a series has at most " + MOST_MAILS + ".");
        }
        List<Opened> mails = new ArrayList<>();
        for (Path file : files) {
            mails.add(mail(directory, file));
        }
        return mails;
    }

    private Opened mail(Path directory, Path file) throws IOException {
        Subprocess.Result said =
                commands.feed(command(directory, "mailinfo", "-k", "message", "patch"), out -> Files.copy(file, out));
        String message = read(directory.resolve("message"));
        String patch = read(directory.resolve("patch"));
        String address = field(said.out(), "Email");
        String raw = Files.readString(file, StandardCharsets.ISO_8859_1);
        Mail mail = new Mail(
                field(said.out(), "Subject"),
                (field(said.out(), "Author") + (address.isEmpty() ? "" : " <" + address + ">")).strip(),
                message + "\n" + patch,
                patch.lines().anyMatch(line -> line.startsWith("diff --git ") || line.startsWith("--- ")),
                MailHead.essential(raw));
        return new Opened(MailHead.of(raw), mail);
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private static String field(String said, String name) {
        return said.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> printable(line.substring(name.length() + 2).strip()))
                .findFirst()
                .orElse("");
    }

    /** It is shown on terminals. */
    private static String printable(String text) {
        String clean = text.replaceAll("\\p{C}", "?");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "..." : clean;
    }

    private Subprocess.Result git(Path directory, String... arguments) {
        return commands.run(command(directory, arguments));
    }

    private static Subprocess command(Path directory, String... arguments) {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(arguments));
        return new Subprocess(words, directory, ENVIRONMENT, LIMIT);
    }
}
