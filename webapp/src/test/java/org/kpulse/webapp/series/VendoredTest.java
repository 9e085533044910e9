package org.kpulse.webapp.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.state.Sha256;

class VendoredTest {

    private static final String FOLDER = "/static/vendor/uplot-1.6.32/";

    private static byte[] file(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(VendoredTest.class.getResourceAsStream(FOLDER + name))) {
            return in.readAllBytes();
        }
    }

    @Test
    void uplotIsWhatItsAuthorsPublishedWithItsLicence() throws IOException {
        assertThat(Sha256.ofBytes(file("uPlot.iife.min.js")))
                .isEqualTo("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f");
        assertThat(Sha256.ofBytes(file("uPlot.min.css")))
                .isEqualTo("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");
        assertThat(new String(file("LICENSE"), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("The MIT License");
    }
}
