import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks a server of pages for them, seeded, and prints a line a kind of page: kind, answers, errors, p50 and p95 in ms, largest compressed KB.
 * Run by {@code pages.sh}: java PageLoad.java URL rate PER_SECOND SECONDS KERNELS | URL readers READERS SECONDS KERNELS
 *
 * <p>rate: requests begin by a clock, however slow the answers are, and their time counts from when they should have begun. readers: each
 * waits 0 to 10 s between pages.
 */
public final class PageLoad {

    private static final List<String> KINDS = List.of(
            "/", "/kernels", "/kernels?page=%2", "/kernels/%k", "/compare?base=%k&candidate=%n", "/compare?base=%k&candidate=%n&platform=%p",
            "/series", "/series/demo-%b/latency/%p", "/series/demo-%b/time/%p", "/index", "/runs", "/runs?kernel=demo:6.1.7", "/runs/%r",
            "/tests", "/machines", "/benchmarks", "/bisections", "/about/error-rate", "/regressions", "/regressions/%g", "/queue", "/status",
            "/kernels.json", "/runs.json", "/machines/platforms.json", "/series.json", "/api/v1/kernels", "/api/v1/runs", "/api/v1/regressions");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final String url;
    private final int kernels;

    private PageLoad(String url, int kernels) {
        this.url = url;
        this.kernels = kernels;
    }

    private static final class Kind {
        private final List<Double> milliseconds = new ArrayList<>();
        private final AtomicLong errors = new AtomicLong();
        private long largest;

        synchronized void add(double time, long bytes) {
            milliseconds.add(time);
            largest = Math.max(largest, bytes);
        }

        synchronized double share(double share) {
            double[] sorted = milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
        }
    }

    private String path(String kind, Random random) {
        int kernel = 1 + random.nextInt(kernels - 1);
        return kind.replace("%k", String.valueOf(kernel))
                .replace("%n", String.valueOf(kernel + 1))
                .replace("%2", String.valueOf(1 + random.nextInt(Math.max(1, kernels / 100))))
                .replace("%r", String.valueOf(1 + random.nextInt(kernels * 30)))
                .replace("%g", String.valueOf(1 + random.nextInt(Math.max(1, kernels / 25))))
                .replace("%b", String.valueOf(1 + random.nextInt(20)))
                .replace("%p", List.of("demo-time", "demo-instructions", "demo-time-2", "demo-instructions-3").get(random.nextInt(4)));
    }

    private void ask(String kind, String path, long due) {
        Kind into = kinds.computeIfAbsent(kind, any -> new Kind());
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url + path)).header("Accept-Encoding", "gzip").timeout(Duration.ofSeconds(60)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            into.add((System.nanoTime() - due) / 1e6, answer.body().length);
            if (answer.statusCode() != 200) {
                into.errors.incrementAndGet();
                System.err.println(answer.statusCode() + " " + path);
            }
        } catch (Exception e) {
            into.errors.incrementAndGet();
            System.err.println(e + " " + path);
        }
    }

    private void rate(double perSecond, int seconds) throws InterruptedException {
        Random random = new Random(1);
        int all = (int) (perSecond * seconds);
        CountDownLatch open = new CountDownLatch(all);
        ScheduledExecutorService workers = Executors.newScheduledThreadPool(64);
        long from = System.nanoTime();
        for (int i = 0; i < all; i++) {
            String kind = KINDS.get(random.nextInt(KINDS.size()));
            String path = path(kind, random);
            long due = from + (long) (i / perSecond * 1e9);
            workers.schedule(
                    () -> {
                        ask(kind, path, due);
                        open.countDown();
                    },
                    due - System.nanoTime(),
                    TimeUnit.NANOSECONDS);
        }
        open.await();
        workers.shutdownNow();
    }

    private void readers(int readers, int seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            Random random = new Random(i);
            Thread thread = new Thread(() -> {
                while (System.nanoTime() < end) {
                    String kind = KINDS.get(random.nextInt(KINDS.size()));
                    ask(kind, path(kind, random), System.nanoTime());
                    try {
                        Thread.sleep(random.nextInt(10_000));
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void print() {
        Map<String, Kind> ordered = new LinkedHashMap<>();
        KINDS.forEach(kind -> ordered.put(kind, kinds.getOrDefault(kind, new Kind())));
        ordered.forEach((kind, times) -> System.out.printf(
                "%s %d %d %.0f %.0f %.1f%n",
                kind, times.milliseconds.size(), times.errors.get(), times.share(0.5), times.share(0.95), times.largest / 1024.0));
    }

    public static void main(String[] arguments) throws InterruptedException {
        PageLoad load = new PageLoad(arguments[0], Integer.parseInt(arguments[4]));
        if (arguments[1].equals("rate")) {
            load.rate(Double.parseDouble(arguments[2]), Integer.parseInt(arguments[3]));
        } else {
            load.readers(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
        load.print();
    }
}
