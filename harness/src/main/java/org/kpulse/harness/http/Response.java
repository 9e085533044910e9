package org.kpulse.harness.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server answered: 200, 206, 304 or 416; everything else is a {@link ServerTrouble}. Must be closed.
 *
 * <p>{@code body} reads what follows the headers; late pieces are a {@link ServerTrouble}, an end that comes too early is not seen here
 * but by whoever compares it with {@link #length()}.
 */
public final class Response implements AutoCloseable {

    private final HttpURLConnection connection;
    private final URI uri;
    private final int status;
    private final InputStream body;

    Response(HttpURLConnection connection, URI uri, int status, InputStream body) {
        this.connection = connection;
        this.uri = uri;
        this.status = status;
        this.body = body;
    }

    /** Where the answer came from, after all redirects. */
    public URI uri() {
        return uri;
    }

    public int status() {
        return status;
    }

    public InputStream body() {
        return body;
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(connection.getHeaderField(name)).map(String::strip);
    }

    /** Bytes that the body should have. */
    public OptionalLong length() {
        long length = connection.getContentLengthLong();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** All of the body as bytes; longer than {@code most} or shorter than announced is a {@link ServerTrouble}. */
    public byte[] bytes(int most) throws IOException {
        byte[] bytes = body.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.LASTING, uri + " is larger than the " + most + " bytes that are accepted");
        }
        OptionalLong announced = length();
        if (announced.isPresent() && announced.getAsLong() != bytes.length) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING,
                    uri + " was cut off after " + bytes.length + " of " + announced.getAsLong() + " bytes");
        }
        return bytes;
    }

    /** Ends the connection: what was not read is not wanted. */
    @Override
    public void close() {
        connection.disconnect();
    }
}
