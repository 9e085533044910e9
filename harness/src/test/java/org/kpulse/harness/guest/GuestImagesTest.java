package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.process.RecordedCommands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;

class GuestImagesTest {

    private static final Progress QUIET = Progress.silent();
    private static final String CONTAINED =
            "setpriv --pdeathsig KILL unshare --mount --pid --fork --kill-child --mount-proc -- ";
    private static final SortedSet<String> FIO = new TreeSet<>(List.of("fio"));
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    private Path home;

    @Test
    void anImageIsBuiltOncePerPackageList() {
        RecordedCommands tools = tools();

        GuestImage built = images(tools).obtain(FIO, QUIET);
        int commands = tools.seen().size();
        GuestImage again = images(tools).obtain(FIO, QUIET);
        GuestImage other = images(tools).obtain(new TreeSet<>(List.of("dbench", "fio")), QUIET);

        assertThat(again).isEqualTo(built);
        assertThat(built.sha256()).isEqualTo(Sha256.ofText("an image"));
        assertThat(built.manifest().built()).isEqualTo(CLOCK.instant());
        assertThat(built.manifest().packages()).contains("fio").containsAll(GuestRecipe.BASE);
        assertThat(built.manifest().installed()).containsEntry("bash", "5.2.15-2+b13");
        assertThat(built.manifest().builtWith()).isEqualTo("mmdebstrap 1.3.5, mksquashfs version 4.5.1 (2022/03/17)");
        assertThat(other.path()).isNotEqualTo(built.path());
        assertThat(tools.seen()).hasSize(2 * commands);
        assertThat(images(tools).info(FIO)).contains(built);
        assertThat(images(tools).all()).hasSize(2);
        assertThat(built.path().resolveSibling("root.tar")).doesNotExist();
    }

    @Test
    void aDamagedImageIsSaidAndOnlyForceReplacesIt() throws IOException {
        GuestImages images = images(tools());
        GuestImage image = images.obtain(FIO, QUIET);
        Files.writeString(image.path(), "AN IMAGE");

        assertThatThrownBy(() -> images.obtain(FIO, QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("kpulse guest build --force");
        assertThat(images.build(FIO, QUIET).sha256()).isEqualTo(image.sha256());
        assertThat(images.obtain(FIO, QUIET).sha256()).isEqualTo(image.sha256());
    }

    @Test
    void damageThatKeepsSizeAndTimeIsFoundByVerifying() throws IOException {
        GuestImages images = images(tools());
        GuestImage image = images.obtain(FIO, QUIET);
        Files.writeString(image.path(), "AN IMAGE");
        Files.setLastModifiedTime(image.path(), FileTime.from(image.manifest().modified()));

        assertThat(images.obtain(FIO, QUIET)).isEqualTo(image);
        assertThatThrownBy(() -> images.verify(image)).isInstanceOf(InfraException.class);
    }

    @Test
    void anImageThatWasOnlyTouchedIsStillSound() throws IOException {
        GuestImages images = images(tools());
        GuestImage image = images.obtain(FIO, QUIET);
        Files.setLastModifiedTime(image.path(), FileTime.fromMillis(0));

        assertThat(images.obtain(FIO, QUIET)).isEqualTo(image);
    }

    @Test
    void aBuildThatFailsIsOneSentenceAndLeavesNothing() {
        RecordedCommands tools = tools().fail(
                        CONTAINED + "mmdebstrap --variant",
                        25,
                        "I: start\nE: Unable to locate package nosuch\nE: apt-get failed\n");

        assertThatThrownBy(() -> images(tools).obtain(FIO, QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessage("The guest image was not built: mmdebstrap failed: E: Unable to locate package nosuch");
        assertThat(images(tools).all()).isEmpty();
    }

    @Test
    void aMissingToolIsNamedWithWhatInstallsIt() {
        RecordedCommands tools = tools().on("mksquashfs -version", command -> {
            throw new InfraException("Cannot start mksquashfs");
        });

        assertThatThrownBy(() -> images(tools).obtain(FIO, QUIET))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("apt-get install squashfs-tools");
    }

    @Test
    void whereMountNamespacesAreForbiddenItIsBuiltWithoutOne() {
        RecordedCommands tools = tools().fail(CONTAINED + "true", 1, "unshare failed: Operation not permitted")
                .on("mmdebstrap --variant", GuestImagesTest::installed);

        assertThat(images(tools).obtain(FIO, QUIET).path()).exists();
        assertThat(tools.seen()).noneMatch(line -> line.startsWith(CONTAINED + "mmdebstrap"));
    }

    @Test
    void onlyTheDistributionsOwnSourcesOfTheSuiteAreUsed() {
        assertThat(AptSources.parse(resource("apt-indextargets.txt"), "bookworm", "amd64", path -> true))
                .containsExactly(
                        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
                                + " http://mirror.example/debian-security/ bookworm-security main",
                        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
                                + " http://mirror.example/debian/ bookworm contrib main",
                        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
                                + " http://mirror.example/debian/ bookworm-updates main");
        assertThat(AptSources.parse(resource("apt-indextargets.txt"), "bookworm", "amd64", path -> false))
                .contains("deb http://mirror.example/debian/ bookworm-updates main");
    }

    @Test
    void theKeyDependsOnThePackagesAndNotOnTheirOrder() {
        GuestRecipe fio = GuestRecipe.of(Architecture.X86_64, "bookworm", FIO);

        assertThat(fio.key())
                .isEqualTo(GuestRecipe.of(Architecture.X86_64, "bookworm", new TreeSet<>(FIO))
                        .key());
        assertThat(fio.key())
                .isNotEqualTo(
                        GuestRecipe.of(Architecture.ARM64, "bookworm", FIO).key());
        assertThat(fio.key())
                .isNotEqualTo(GuestRecipe.of(Architecture.X86_64, "trixie", FIO).key());
        assertThatThrownBy(() -> GuestRecipe.of(Architecture.X86_64, "bookworm", new TreeSet<>(List.of("fio;reboot"))))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void theSuiteIsReadFromOsRelease() throws IOException {
        Path file = Files.writeString(home.resolve("os-release"), "ID=debian\nVERSION_CODENAME=bookworm\nX=y\n");
        Path none = Files.writeString(home.resolve("other"), "ID=linux\n");

        assertThat(HostRelease.suite(file)).isEqualTo("bookworm");
        assertThatThrownBy(() -> HostRelease.suite(none)).isInstanceOf(InfraException.class);
    }

    private GuestImages images(RecordedCommands tools) {
        return new GuestImages(tools, CLOCK, new StateDirectory(home), Architecture.X86_64, "bookworm");
    }

    private static RecordedCommands tools() {
        return new RecordedCommands()
                .on("apt-get indextargets", resource("apt-indextargets.txt"))
                .on("mmdebstrap --version", "mmdebstrap 1.3.5\n")
                .on("mksquashfs -version", "mksquashfs version 4.5.1 (2022/03/17)\ncopyright (C) 2022\n")
                .on(CONTAINED + "true", "")
                .on(CONTAINED + "mmdebstrap --variant", GuestImagesTest::installed)
                .on("setpriv --pdeathsig KILL sh -c exec mksquashfs", command -> {
                    write(command.directory().resolve(GuestBuilder.IMAGE), "an image");
                    return new Subprocess.Result(0, "", "");
                });
    }

    private static Subprocess.Result installed(Subprocess command) {
        write(command.directory().resolve("root.tar"), "a tar");
        write(command.directory().resolve("packages"), resource("dpkg-query.txt"));
        return new Subprocess.Result(0, "", "");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(GuestImagesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
