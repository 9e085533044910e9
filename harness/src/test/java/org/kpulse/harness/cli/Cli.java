package org.kpulse.harness.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.kpulse.harness.kernel.FakeKernelFiles;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line in this process, with a home, a state directory and an environment of its own. */
final class Cli {

    final Path directory;
    final Map<String, String> environment = new HashMap<>();
    Clock clock = Clock.systemUTC();

    /** What a command left behind. */
    record Answer(int code, String out, String err) {

        /** Standard output as one JSON value and nothing else. */
        JsonNode json() {
            return JsonMapper.builder()
                    .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(out);
        }
    }

    Cli(Path directory) {
        this.directory = directory;
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("KPULSE_HOME", directory.resolve("state").toString());
        environment.put("KPULSE_TOP", "..");
        environment.put("PATH", String.valueOf(System.getenv("PATH")));
    }

    /** Commands that need a database use this one. */
    Cli with(Database database) {
        environment.put("KPULSE_DATABASE_URL", "jdbc:" + database.url());
        environment.put("KPULSE_DATABASE_USER", database.user().orElseThrow());
        environment.put("KPULSE_DATABASE_PASSWORD", database.password().orElseThrow());
        return this;
    }

    StateDirectory state() {
        return new StateDirectory(directory.resolve("state"));
    }

    /** A reference of a kernel that is only a header. */
    String kernel(String release) throws IOException {
        Path image = directory.resolve("bzImage-" + release);
        Files.write(image, FakeKernelFiles.bzImage(release));
        return "image:" + image;
    }

    /** A QEMU that only says its version. */
    Cli withQemu() throws IOException {
        Path qemu = directory.resolve("qemu");
        Files.writeString(qemu, "#!/bin/sh\necho QEMU emulator version 7.2.22\n");
        qemu.toFile().setExecutable(true);
        environment.put("KPULSE_QEMU_BINARY", qemu.toString());
        return this;
    }

    Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.execute(terminal(out, err), arguments);
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                clock);
    }
}
