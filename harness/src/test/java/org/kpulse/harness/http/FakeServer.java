package org.kpulse.harness.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kpulse.harness.state.Sha256;

/** A server of files on this host that behaves as kernel.org's do (ETag, Range, If-Range, 304), and misbehaves when it is told to. */
public final class FakeServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> instead = new ConcurrentHashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    /** One question. */
    public record Asked(String path, Map<String, List<String>> headers) {
        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    /** What is done once instead of a right answer. */
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange, byte[] file) throws IOException;
    }

    public FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public FakeServer file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** The next questions for this path get these answers. */
    public FakeServer instead(String path, Answer... answers) {
        instead.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).addAll(Arrays.asList(answers));
        return this;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<Asked> asked(String path) {
        return asked().stream().filter(a -> a.path().equals(path)).toList();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI uri(String path) {
        return URI.create(url() + path);
    }

    /** The hosts rule that lets this server be asked. */
    public static Hosts hosts() {
        return new Hosts(Set.of("127.0.0.1"), Set.of("http"), true, InetAddress::getAllByName);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(new Asked(path, Map.copyOf(exchange.getRequestHeaders())));
            byte[] file = files.getOrDefault(path, new byte[0]);
            Answer special = instead.getOrDefault(path, new ArrayDeque<>()).poll();
            if (special != null) {
                special.to(exchange, file);
            } else if (files.containsKey(path)) {
                right(exchange, file);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void right(HttpExchange exchange, byte[] file) throws IOException {
        Headers question = exchange.getRequestHeaders();
        String tag = tag(file);
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Dec 2024 22:17:57 GMT");
        if (tag.equals(question.getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        String range = question.getFirst("Range");
        if (range != null && tag.equals(question.getFirst("If-Range"))) {
            int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            if (from >= file.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            String sent = "bytes " + from + "-" + (file.length - 1) + "/" + file.length;
            exchange.getResponseHeaders().set("Content-Range", sent);
            exchange.sendResponseHeaders(206, file.length - from);
            exchange.getResponseBody().write(file, from, file.length - from);
            return;
        }
        whole(exchange, file);
    }

    private static void whole(HttpExchange exchange, byte[] file) throws IOException {
        exchange.sendResponseHeaders(200, file.length == 0 ? -1 : file.length);
        if (file.length > 0) {
            exchange.getResponseBody().write(file);
        }
    }

    public static String tag(byte[] file) {
        return "\"" + Sha256.ofBytes(file).substring(0, 16) + "\"";
    }

    /** A status with headers {@code name, value, ...}. */
    public static Answer status(int status, String... headers) {
        return (exchange, file) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Promises all, sends so many bytes of what was asked for, and breaks the connection. */
    public static Answer cutAfter(int bytes) {
        return (exchange, file) -> {
            exchange.getResponseHeaders().set("ETag", tag(file));
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            if (range != null) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
            exchange.getResponseBody().write(file, from, bytes);
            exchange.getResponseBody().flush();
        };
    }

    /** Sends these bytes as if they were the whole file, under the tag of the real one. */
    public static Answer shortened(int bytes) {
        return (exchange, file) -> {
            exchange.getResponseHeaders().set("ETag", tag(file));
            exchange.sendResponseHeaders(200, bytes);
            exchange.getResponseBody().write(file, 0, bytes);
        };
    }

    /** Answers nothing until the server is closed. */
    public Answer silence() {
        return (exchange, file) -> await();
    }

    /** Begins to answer and then says nothing until the server is closed. */
    public Answer silenceAfter(int bytes) {
        return (exchange, file) -> {
            cutAfter(bytes).to(exchange, file);
            await();
        };
    }

    /** Does not know ranges. */
    public static Answer ignoringRange() {
        return FakeServer::whole;
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
