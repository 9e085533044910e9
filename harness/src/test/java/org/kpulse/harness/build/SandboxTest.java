package org.kpulse.harness.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.RecordedCommands;
import org.kpulse.harness.process.Subprocess;

class SandboxTest {

    private static final BuildLimits LIMITS = new BuildLimits(Duration.ofMinutes(1), 1024, 256, 64);

    @TempDir
    private Path home;

    private Sandbox sandbox;

    @BeforeEach
    void bubblewrap() throws IOException {
        sandbox = Sandbox.bubblewrap(Commands.ofHost());
        Files.createDirectory(home.resolve("in"));
        Files.createDirectory(home.resolve("out"));
        Files.writeString(home.resolve("in/secret"), "secret");
    }

    @Test
    void nothingCanBeWrittenButItsOutputAndItsOwnTmp() {
        for (String place : List.of("/", "/usr", "/etc", "/dev", "/build", "/build/in", "/proc", "/lib")) {
            assertThat(sh("touch " + place + "/written").exitCode()).as(place).isNotZero();
        }
        assertThat(sh("touch /tmp/written /dev/shm/written /build/out/written").exitCode())
                .isZero();
        assertThat(home.resolve("out/written")).exists();
        assertThat(Path.of("/tmp/written")).doesNotExist();
    }

    @Test
    void thereIsNoHomeAndNothingElseOfTheHost() {
        assertThat(sh("ls -A / | tr '\\n' ' '").out())
                .satisfies(all -> assertThat(List.of(
                                "bin", "build", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "sbin", "tmp",
                                "usr"))
                        .containsAll(all.lines()
                                .flatMap(l -> List.of(l.strip().split(" ")).stream())
                                .toList()));
        assertThat(sh("ls -A /tmp; cd && pwd").out()).isEqualTo("/tmp\n");
        assertThat(sh("cat " + home.resolve("in/secret")).exitCode()).isNotZero();
        assertThat(sh("cat /etc/passwd /root/.bashrc").exitCode()).isNotZero();
        assertThat(sh("env | grep -v '^\\(PATH\\|HOME\\|LC_ALL\\|PWD\\|GIVEN\\|OLDPWD\\)='")
                        .out())
                .isEmpty();
        assertThat(sh("echo $GIVEN; cat $GIVEN/secret").out()).isEqualTo("/build/in\nsecret");
    }

    @Test
    void thereIsNoNetwork() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String connect = "perl -MIO::Socket::INET -e 'exit(IO::Socket::INET->new(\"127.0.0.1:"
                    + server.getLocalPort() + "\") ? 0 : 7)'";

            assertThat(sh(connect).exitCode()).isEqualTo(7);
            assertThat(run(Sandbox.off(), connect).exitCode()).isZero();
        }
    }

    @Test
    void otherProcessesAreNotSeenAndItHasNoPrivileges() {
        assertThat(sh("ls -d /proc/[0-9]* | wc -l").out().strip()).matches("[1-9]");
        assertThat(sh("kill -0 " + ProcessHandle.current().pid()).exitCode()).isNotZero();
        assertThat(sh("grep -h '^Cap' /proc/self/status").out().lines())
                .allMatch(line -> line.endsWith("\t0000000000000000"));
        assertThat(sh("mount -t tmpfs none /tmp").exitCode()).isNotZero();
    }

    @Test
    void filesHaveALimitEvenWithoutIt() {
        for (Sandbox each : List.of(sandbox, Sandbox.off())) {
            Subprocess.Result result = run(each, "head -c 100M /dev/zero >{out}/large");
            assertThat(result.exitCode()).isNotZero();
            assertThat(home.resolve("out/large").toFile().length()).isEqualTo(64 << 20);
        }
    }

    @Test
    void whereItDoesNotWorkItRefusesAndSaysHowToGoWithout() {
        RecordedCommands forbidden = new RecordedCommands()
                .fail("bwrap", 1, "bwrap: No permissions to creating new namespace, likely because ...\n");

        assertThatThrownBy(() -> Sandbox.bubblewrap(forbidden))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("No permissions to creating new namespace")
                .hasMessageEndingWith("Where you trust the tree and its patches: --set build.sandbox=off");
        assertThat(forbidden.seen()).hasSize(3);
        assertThatThrownBy(() -> Sandbox.bubblewrap(command -> {
                    throw new InfraException("Cannot start bwrap");
                }))
                .hasMessageContaining("bubblewrap is not installed or does not start");
    }

    @Test
    void whereUserNamespacesAreForbiddenRootGoesWithoutThem() {
        RecordedCommands commands = new RecordedCommands()
                .fail("bwrap --unshare-user", 1, "bwrap: setting up uid map: Permission denied\n")
                .on("bwrap --unshare-ipc", "");

        List<String> words =
                Sandbox.bubblewrap(commands).command(new Sandbox.Program(List.of("true"), Map.of(), Map.of()), LIMITS);

        assertThat(words).contains("--unshare-net", "--unshare-pid").doesNotContain("--unshare-user");
    }

    private Subprocess.Result sh(String script) {
        return run(sandbox, script);
    }

    private Subprocess.Result run(Sandbox where, String script) {
        Map<String, Sandbox.Mount> mounts = Map.of(
                "in", new Sandbox.Mount(home.resolve("in"), "/build/in", false),
                "out", new Sandbox.Mount(home.resolve("out"), "/build/out", true));
        Sandbox.Program program = new Sandbox.Program(List.of("sh", "-c", script), Map.of("GIVEN", "{in}"), mounts);
        return new Subprocess(where.command(program, LIMITS), home, Map.of(), Duration.ofMinutes(1)).run();
    }
}
