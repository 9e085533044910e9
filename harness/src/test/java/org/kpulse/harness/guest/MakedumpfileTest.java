package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MakedumpfileTest {

    @Test
    void itsLibrariesAreThoseThatLddFinds() {
        assertThat(Makedumpfile.libraries("""
                	linux-vdso.so.1 (0x00007f95c61dc000)
                	libdw.so.1 => /lib/x86_64-linux-gnu/libdw.so.1 (0x00007f95c6094000)
                	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f95c5e78000)
                	libabsent.so.1 => not found
                	/lib64/ld-linux-x86-64.so.2 (0x00007f95c61de000)
                """))
                .containsExactly(
                        "/lib/x86_64-linux-gnu/libdw.so.1",
                        "/lib/x86_64-linux-gnu/libc.so.6",
                        "/lib64/ld-linux-x86-64.so.2");
        assertThat(Makedumpfile.libraries("\tnot a dynamic executable\n")).isEmpty();
    }
}
