package org.kpulse.analysis.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Numbers that R computed: the scripts in src/test/r. */
public final class Reference {

    private Reference() {}

    /** Rows of a file, without the line of R's version and the header. */
    public static List<String[]> rows(String file) {
        try (InputStream in = Objects.requireNonNull(Reference.class.getResourceAsStream("/r/" + file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(2).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] list(String cell) {
        return Arrays.stream(cell.split(";", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
