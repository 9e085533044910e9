package org.kpulse.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.sources.git.LkpFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what lkp-tests says of a tree as configuration; changes no file. */
@Command(
        name = "import",
        description = {
            "Print a tree that a file of lkp-tests (repo/linux/NAME) describes, as lines of configuration.",
            "Nothing is changed; what has no counterpart is named."
        })
final class ImportTree extends Leaf {

    private static final long MOST_BYTES = 1 << 20;

    @Parameters(paramLabel = "FILE", description = "Path of the file.")
    String file = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the tree; the file's if it is not given.")
    @Nullable
    String name;

    ImportTree(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Path path = Path.of(file);
        String called = Optional.ofNullable(name)
                .orElseGet(() -> String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT));
        if (!called.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new UsageException("\"" + called + "\" cannot be a tree's name; give one with --name.");
        }
        LkpFile tree = LkpFile.parse(file, called, text(path));
        if (common.json) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", tree.name());
            tree.keys().forEach((key, value) -> row.put(key.key(), value));
            row.put("without_counterpart", tree.left());
            context.json(row);
        } else {
            context.print(tree.yaml());
        }
        return 0;
    }

    private static String text(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new UsageException(path + " is larger than 1 MiB.");
            }
            return Files.readString(path);
        } catch (IOException e) {
            throw new UsageException("Cannot read " + path + ".", e);
        }
    }
}
