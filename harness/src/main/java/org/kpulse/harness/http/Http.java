package org.kpulse.harness.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks servers: GET, redirects by hand so that each goes through {@link Hosts}, limits on time. No cookies, no proxy's password, no
 * compression. (JDK's old client, since it alone has a limit on each read.)
 */
public final class Http {

    private static final int MOST_REDIRECTS = 5;
    private static final int NOT_SATISFIABLE = 416;
    private static final int TOO_MANY = 429;

    private final Hosts hosts;
    private final Limits limits;
    private final Clock clock;

    public Http(Hosts hosts, Limits limits, Clock clock) {
        this.hosts = hosts;
        this.limits = limits;
        this.clock = clock;
    }

    /** Asks for a file; {@link ServerTrouble} unless the answer is one of those {@link Response} names. */
    public Response get(URI uri, Map<String, String> headers) throws IOException {
        long deadline = System.nanoTime() + limits.whole().toNanos();
        URI at = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            require(at, uri);
            HttpURLConnection connection = open(at, headers);
            boolean handedOver = false;
            try {
                int status = status(connection, at);
                if (isRedirect(status)) {
                    at = target(connection, at);
                    continue;
                }
                Response response = answer(connection, at, status, deadline);
                handedOver = true;
                return response;
            } finally {
                if (!handedOver) {
                    connection.disconnect();
                }
            }
        }
        throw new ServerTrouble(ServerTrouble.Kind.LASTING, uri + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private void require(URI at, URI first) throws IOException {
        Optional<String> refusal;
        try {
            refusal = hosts.refusal(at);
        } catch (UnknownHostException e) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING, "the host " + at.getHost() + " is not known here", Optional.empty(), e);
        }
        if (refusal.isPresent()) {
            String whence = at.equals(first) ? "" : ", where " + first + " redirects to,";
            throw new ServerTrouble(ServerTrouble.Kind.LASTING, at + whence + " may not be asked: " + refusal.get());
        }
    }

    private HttpURLConnection open(URI at, Map<String, String> headers) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
        int silence =
                Math.toIntExact(Math.min(Integer.MAX_VALUE, limits.silence().toMillis()));
        connection.setConnectTimeout(silence);
        connection.setReadTimeout(silence);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", "kpulse");
        connection.setRequestProperty("Accept-Encoding", "identity");
        headers.forEach(connection::setRequestProperty);
        return connection;
    }

    private int status(HttpURLConnection connection, URI at) throws IOException {
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new ServerTrouble(ServerTrouble.Kind.PASSING, at + " does not answer in HTTP");
            }
            return status;
        } catch (SocketTimeoutException e) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING,
                    at + " did not answer within " + limits.silence().toSeconds() + " s",
                    Optional.empty(),
                    e);
        } catch (ServerTrouble e) {
            throw e;
        } catch (IOException e) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.PASSING,
                    at + " cannot be reached (" + e.getMessage() + ")",
                    Optional.empty(),
                    e);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static URI target(HttpURLConnection connection, URI at) throws ServerTrouble {
        @Nullable String location = connection.getHeaderField("Location");
        try {
            if (location == null) {
                throw new ServerTrouble(ServerTrouble.Kind.LASTING, at + " redirects to nowhere");
            }
            URI target = at.resolve(location.strip());
            if ("https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(target.getScheme())) {
                throw new ServerTrouble(
                        ServerTrouble.Kind.LASTING, at + " redirects from https to " + printable(location));
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new ServerTrouble(
                    ServerTrouble.Kind.LASTING,
                    at + " redirects to no address: " + printable(location),
                    Optional.empty(),
                    e);
        }
    }

    private static String printable(@Nullable String text) {
        String clean = String.valueOf(text).replaceAll("[^\\x20-\\x7e]", "?");
        return clean.substring(0, Math.min(200, clean.length()));
    }

    private Response answer(HttpURLConnection connection, URI at, int status, long deadline) throws IOException {
        switch (status) {
            case 200, 206 -> {
                InputStream body = connection.getInputStream();
                return new Response(connection, at, status, new TimedBody(body, at.toString(), limits, deadline));
            }
            case 304, NOT_SATISFIABLE -> {
                return new Response(connection, at, status, InputStream.nullInputStream());
            }
            case 404, 410 -> throw new ServerTrouble(ServerTrouble.Kind.MISSING, "there is no " + at);
            default -> throw refused(connection, at, status);
        }
    }

    private ServerTrouble refused(HttpURLConnection connection, URI at, int status) {
        boolean passing = status >= 500 || status == TOO_MANY || status == 408 || status == 425;
        return new ServerTrouble(
                passing ? ServerTrouble.Kind.PASSING : ServerTrouble.Kind.LASTING,
                String.format(Locale.ROOT, "%s answers with status %d", at, status),
                Optional.ofNullable(connection.getHeaderField("Retry-After"))
                        .flatMap(header -> RetryAfter.parse(header, clock.instant())),
                null);
    }
}
