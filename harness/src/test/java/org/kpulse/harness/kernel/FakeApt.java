package org.kpulse.harness.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kpulse.harness.process.RecordedCommands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.state.Sha256;

/** apt and dpkg-deb with the recorded lists of a real machine; downloads are made up. */
final class FakeApt {

    static final String PACKAGE_BYTES = "a package";

    private FakeApt() {}

    static RecordedCommands offering() {
        return lists(new RecordedCommands())
                .on("apt-cache show", "Package: x\nSHA256: " + Sha256.ofText(PACKAGE_BYTES) + "\n")
                .on("apt-get -q -o APT::Sandbox::User=root download", FakeApt::download)
                .on("dpkg-deb -x", command -> unpack(command, "lib/modules"));
    }

    static RecordedCommands lists(RecordedCommands commands) {
        return commands.on("apt-cache pkgnames", ModuleDependenciesTest.resource("apt-cache-pkgnames.txt"))
                .on("apt-cache madison", ModuleDependenciesTest.resource("apt-cache-madison.txt"));
    }

    static Subprocess.Result download(Subprocess command) {
        String exact = command.command().get(command.command().size() - 1);
        write(command.directory().resolve(exact.replace('=', '_') + "_amd64.deb"), PACKAGE_BYTES);
        return new Subprocess.Result(0, "", "");
    }

    static Subprocess.Result unpack(Subprocess command, String modules) {
        Path deb = Path.of(command.command().get(2));
        String name = deb.getFileName().toString().split("_", -1)[0].substring("linux-image-".length());
        try {
            FakeKernelFiles.packageTree(Path.of(command.command().get(3)), name, modules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Subprocess.Result(0, "", "");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
