package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.UsageException;

class KernelRefTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debian:6.1.0-50-cloud-amd64",
                "debian:6.12.117+deb12-cloud-amd64",
                "debian:latest",
                "debian:previous",
                "release:6.12.3",
                "git:linus#v6.12-rc1",
                "git:https://example.org/linux.git#HEAD~3",
                "git:../trees/linux#0123456789abcdef",
                "image:path/to/bzImage",
                "image:/boot/vmlinuz?modules=/lib/modules/6.1",
                "debian:latest+patch:fix.mbox",
                "debian:6.12.117+deb12-cloud-amd64+patch:a.mbox+patch:dir/b c.mbox",
                "image:bzImage?modules=out+patch:a.mbox"
            })
    void theTextComesBackExactly(String text) {
        assertThat(KernelRef.parse(text)).hasToString(text);
    }

    @Test
    void partsAreWhereTheyBelong() {
        assertThat(KernelRef.parse("git:a#b#v1+patch:p1+patch:p2"))
                .isEqualTo(new KernelRef.Git("a#b", "v1", List.of("p1", "p2")));
        assertThat(KernelRef.parse("image:x?modules=m"))
                .isEqualTo(new KernelRef.Image("x", Optional.of("m"), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6.1.0-50-cloud-amd64",
                "debian:",
                "debian:../../etc",
                "debian:a b",
                "DEBIAN:latest",
                "release:",
                "release:6.1/2",
                "git:linus",
                "git:#v1",
                "git:linus#",
                "image:",
                "image:x?modules=",
                "image:x?config=y",
                "debian:latest+patch:",
                "svn:trunk",
                "+patch:x"
            })
    void anythingElseIsOneSentenceThatNamesTheGrammar(String text) {
        assertThatThrownBy(() -> KernelRef.parse(text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"" + text + "\" is not a kernel reference")
                .hasMessageContaining("debian:<version>|latest|previous")
                .hasMessageContaining("+patch:");
    }
}
