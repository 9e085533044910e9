package org.kpulse.harness.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.process.Subprocess;

/** A git repository with a tiny "kernel": a Makefile with the targets of kbuild that a build uses, and two files of C. */
public final class FakeTree {

    /** The image is laid out as a bzImage: magic at 0x202, offset of the version at 0x20e, the version at 0x800. */
    private static final String MAKEFILE = """
            objs := init/main.o fs/pipe.o
            built := $(addprefix $(O)/,$(objs))

            tinyconfig:
            	@mkdir -p $(O)
            	@echo CONFIG_TINY=y >$(O)/.config
            olddefconfig:
            	@grep -v '^#\\|^$$\\|CONFIG_NOT_HERE' $(O)/.config | LC_ALL=C sort -u >$(O)/.config.new
            	@mv $(O)/.config.new $(O)/.config
            bzImage: $(O)/vmlinux
            	@mkdir -p $(O)/arch/x86/boot
            	@{ head -c 514 /dev/zero; printf HdrS; head -c 8 /dev/zero; printf '\\000\\006'; head -c 1520 /dev/zero; \\
            		printf '6.1.0-fake (kpulse)\\000'; cat $(O)/vmlinux; } >$(O)/arch/x86/boot/bzImage
            $(O)/vmlinux: $(built)
            	@echo "  LD      vmlinux"
            	@rm -f $(O)/vmlinux.a
            	@cd $(O) && ar rcST vmlinux.a $(objs)
            	@$(CC) -nostdlib -static -Wl,-e,0 -Wl,--build-id -o $@ $(built)
            	@nm $@ >$(O)/System.map
            $(O)/%.o: %.c
            	@mkdir -p $(@D)
            	@echo "  CC      $*.o"
            	@$(CC) $(KCFLAGS) -O1 -fno-asynchronous-unwind-tables -c -o $@ $<
            modules:
            	@echo "  CC [M]  drivers/demo.ko"
            	@cp drivers/demo.bin $(O)/demo.ko
            modules_install:
            	@mkdir -p $(INSTALL_MOD_PATH)/lib/modules/6.1.0-fake/kernel
            	@cp $(O)/demo.ko $(INSTALL_MOD_PATH)/lib/modules/6.1.0-fake/kernel/demo.ko
            	@ln -s /etc/passwd $(INSTALL_MOD_PATH)/lib/modules/6.1.0-fake/build
            """;

    private static final String MAIN = """
            const char banner[] = "Linux version 6.1.0-fake (kpulse)";
            int pipe_write(int n);
            int start_kernel(void)
            {
            	return pipe_write(1);
            }
            """;

    public static final String PIPE = """
            int lines[] = {
            	1,
            	2,
            	3,
            };

            int pipe_write(int n)
            {
            	return n + lines[0];
            }
            """;

    private final Path directory;

    /** Makes the repository, with a first commit that is tagged {@code v1}. */
    public FakeTree(Path directory) {
        this.directory = directory;
        git("init", "-q", "-b", "main");
        write("Makefile", MAKEFILE).write("init/main.c", MAIN).write("fs/pipe.c", PIPE);
        commit("first");
        git("tag", "v1");
    }

    public Path directory() {
        return directory;
    }

    /** The reference of a revision. */
    public String ref(String revision) {
        return "git:" + directory + "#" + revision;
    }

    public FakeTree write(String file, String content) {
        try {
            Path path = directory.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a rule that is executed when the kernel is linked. */
    FakeTree whenLinked(String command) {
        return write(
                "Makefile",
                MAKEFILE.replace("$(O)/vmlinux: $(built)\n", "$(O)/vmlinux: $(built)\n\t" + command + "\n"));
    }

    /** Commits all there is; the full hash. */
    public String commit(String subject) {
        git("add", "-A");
        git("commit", "-q", "-m", subject);
        return head();
    }

    public String head() {
        return git("rev-parse", "HEAD").strip();
    }

    /** The last commit as a mail. */
    public String mail() {
        return git("format-patch", "-1", "--stdout", "--no-signature");
    }

    public String git(String... arguments) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Map<String, String> somebody = Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_AUTHOR_NAME", "A",
                "GIT_AUTHOR_EMAIL", "a@example.org",
                "GIT_COMMITTER_NAME", "A",
                "GIT_COMMITTER_EMAIL", "a@example.org",
                "GIT_AUTHOR_DATE", "2024-01-01T00:00:00Z",
                "GIT_COMMITTER_DATE", "2024-01-01T00:00:00Z");
        return new Subprocess(command, directory, somebody, Duration.ofMinutes(1))
                .runOrThrow()
                .out();
    }
}
