package org.kpulse.webapp.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.run.Sample;
import org.kpulse.webapp.api.Submission.SampleLine;
import org.kpulse.webapp.server.BadBody;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** Reads a run from outside line by line, so that no line and no number of lines can fill the memory. */
final class SubmissionReader {

    static final int MOST_LINE = 256 * 1024;
    static final int MOST_SAMPLES = 200_000;

    /** What the schema does not allow is not turned into what it allows. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final MessageDigest digest;
    private final InputStream in;
    private long line;

    /** Of a body that is read once. */
    SubmissionReader(InputStream body) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        in = new DigestInputStream(new BufferedInputStream(body), digest);
    }

    /**
     * A whole submission.
     *
     * @param sha256 of all bytes
     */
    record Read(Submission head, List<Sample> samples, String sha256) {}

    /**
     * Reads all of it.
     *
     * @throws BadBody naming the first line that makes no sense
     * @throws IOException if the sender goes away
     */
    Read all() throws IOException {
        Submission head = parsed(
                next().orElseThrow(() -> BadBody.line(1, "there is none; the first says what was measured on what")),
                Submission.class);
        List<Sample> samples = new ArrayList<>();
        int empty = 0;
        Optional<byte[]> bytes = next();
        while (bytes.isPresent()) {
            if (bytes.get().length > 0) {
                if (samples.size() == MOST_SAMPLES) {
                    throw new BadBody(
                            HttpStatus.CONTENT_TOO_LARGE,
                            "too-large",
                            "A run has at most " + MOST_SAMPLES + " samples.");
                }
                samples.add(sample(head, parsed(bytes.get(), SampleLine.class)));
            } else if (++empty > MOST_SAMPLES) {
                throw new BadBody(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "too-large",
                        "A body has at most " + MOST_SAMPLES + " empty lines.");
            }
            bytes = next();
        }
        if (samples.isEmpty()) {
            throw BadBody.line(line + 1, "a run has at least one sample");
        }
        return new Read(head, samples, HexFormat.of().formatHex(digest.digest()));
    }

    private Sample sample(Submission head, SampleLine given) {
        boolean known = head.benchmarks().stream()
                .filter(each -> each.name().equals(given.benchmark()))
                .flatMap(each -> each.metrics().stream())
                .anyMatch(metric -> metric.name().equals(given.metric()));
        if (!known) {
            throw BadBody.line(line, "the first line names no metric " + given.benchmark() + "/" + given.metric());
        }
        try {
            return new Sample(given.benchmark(), given.metric(), given.iteration(), given.value());
        } catch (IllegalArgumentException e) {
            throw BadBody.line(line, String.valueOf(e.getMessage()));
        }
    }

    private <T> T parsed(byte[] bytes, Class<T> type) {
        try {
            T value = JSON.readValue(bytes, type);
            if (value == null) {
                throw BadBody.line(line, "an object, not null");
            }
            return value;
        } catch (JacksonException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException own ? own : null;
            throw BadBody.line(line, cause == null ? e.getOriginalMessage() : String.valueOf(cause.getMessage()));
        }
    }

    /** Without its line end; empty at the end of the body. */
    private Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int one = in.read();
        if (one < 0) {
            return Optional.empty();
        }
        line++;
        while (one >= 0 && one != '\n') {
            if (bytes.size() == MOST_LINE) {
                throw BadBody.line(line, "it is longer than " + MOST_LINE + " bytes");
            }
            bytes.write(one);
            one = in.read();
        }
        return Optional.of(bytes.toByteArray());
    }
}
