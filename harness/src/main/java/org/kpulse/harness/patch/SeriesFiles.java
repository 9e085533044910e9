package org.kpulse.harness.patch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;

/** Series as files: read from mailboxes, and kept by their hash in the state directory, so that a kernel's reference means the same for ever. */
public final class SeriesFiles {

    private final Commands commands;
    private final StateDirectory state;

    public SeriesFiles(Commands commands, StateDirectory state) {
        this.commands = commands;
        this.state = state;
    }

    /**
     * The series in a mailbox.
     *
     * @param content one byte a character
     * @param name of it, for what is said of it
     * @throws org.kpulse.harness.fault.UsageException if it has none, or not a whole one
     */
    public PatchSeries read(String content, String name) {
        return PatchSeries.of(new Mailbox(commands, state.scratch()).read(content, name), name);
    }

    /**
     * The mails of a file that just arrived; more than one if it is a mailbox.
     *
     * @param key what it is called where it arrived
     * @throws org.kpulse.harness.fault.UsageException if there is no mail in it, or too many
     */
    public List<Letter> letters(String content, String key, String name) {
        List<Letter> letters = new ArrayList<>();
        for (Mailbox.Opened opened : new Mailbox(commands, state.scratch()).open(content, name)) {
            letters.add(new Letter(key, opened.head(), opened.mail()));
        }
        return letters;
    }

    /** Mailbox of the whole series. */
    public Path saveWhole(PatchSeries series) {
        return save(series.mailbox(series.patches().size()).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Mailboxes of the first patch, of the first two, and so on to the whole series. */
    public List<Path> save(PatchSeries series) {
        List<Path> files = new ArrayList<>();
        for (int count = 1; count <= series.patches().size(); count++) {
            files.add(save(series.mailbox(count).getBytes(StandardCharsets.ISO_8859_1)));
        }
        return files;
    }

    private Path save(byte[] content) {
        Path file = state.patches().resolve(Sha256.ofBytes(content) + ".mbox");
        try {
            if (!Files.exists(file)) {
                Path half = Files.createTempFile(state.scratch(), "series", ".mbox");
                Files.write(half, content);
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new InfraException("Cannot keep the series as " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
