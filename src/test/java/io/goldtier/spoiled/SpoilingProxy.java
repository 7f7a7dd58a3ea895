package io.goldtier.spoiled;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Stands between the assistant and the outside systems, passes everything on, and spoils answers on their way back.
 *
 * <p>Each run has a lane of its own for Odoo, an address such as {@code …/lane/j7/odoo}, so that every call is known to
 * be its. Posts are known by their words, and what is asked about a post by its id.
 */
final class SpoilingProxy implements AutoCloseable {

    private static final List<String> HEADERS = List.of("Content-Type", "Authorization", "X-Odoo-Database");

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String farEnd;
    private final String ledger;
    private final Duration patience;
    private final Map<String, Run> lanes = new ConcurrentHashMap<>();
    private final Map<String, Run> posts = new ConcurrentHashMap<>();
    private final Map<String, Answer> others = new ConcurrentHashMap<>();
    private final Map<Run, Runnable> acting = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Runnable> later = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch killed = new CountDownLatch(1);
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private volatile UnaryOperator<Answer> lookUps = UnaryOperator.identity();
    private volatile Runnable afterPosts = () -> {};

    /**
     * Starts one.
     *
     * @param farEnd the address of the assistant whose stand-ins are the far end
     * @param ledger the address of the {@link Ledger}
     * @param patience how long the assistant waits for an answer
     */
    SpoilingProxy(String farEnd, String ledger, Duration patience) throws IOException {
        this.farEnd = farEnd;
        this.ledger = ledger;
        this.patience = patience;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/lane/", this::odoo);
        server.createContext("/graph/", this::graph);
        server.createContext("/ledger/", this::ledger);
        server.start();
    }

    /** Odoo's address on a lane. */
    String odoo(String lane) {
        return address() + "/lane/" + lane + "/odoo";
    }

    /** The Graph API's address. */
    String graph() {
        return address() + "/graph";
    }

    /** The ledger's address. */
    String ledger() {
        return address() + "/ledger";
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the calls of this lane are the run's. */
    void follow(String lane, Run run) {
        lanes.put(lane, run);
    }

    /** From now on posts whose words contain the run's marker are the run's. */
    void follow(Run run) {
        posts.put(run.marker(), run);
    }

    /** Whoever called on these lanes and posts does no more. */
    void forget() {
        lanes.clear();
        posts.clear();
        acting.clear();
        later.clear();
        lookUps = UnaryOperator.identity();
        afterPosts = () -> {};
    }

    /** From now on every list of the page's own posts is changed like this. */
    void spoilLookUps(UnaryOperator<Answer> change) {
        lookUps = change;
    }

    /** From now on this happens at the far end right after each post. */
    void afterPosts(Runnable what) {
        afterPosts = what;
    }

    /** What the far end was still busy with is done. */
    void finishLate() {
        acting.keySet().forEach(run -> Optional.ofNullable(acting.remove(run)).ifPresent(Runnable::run));
        for (Runnable one = later.poll(); one != null; one = later.poll()) {
            one.run();
        }
    }

    /** For how long nothing has arrived and nothing has been under way; zero while something is. */
    Duration quiet() {
        return inFlight.get() > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - last.get());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void odoo(HttpExchange exchange) throws IOException {
        String[] parts = exchange.getRequestURI().getRawPath().split("/", 5);
        String path = parts.length > 4 ? "/" + parts[4] : "/";
        byte[] body = exchange.getRequestBody().readAllBytes();
        OutsideCall call = OutsideCall.odoo(path, new String(body, StandardCharsets.UTF_8));
        handle(exchange, farEnd + "/sandbox/odoo" + path, body, call, call.ours() ? lanes.get(parts[2]) : null);
    }

    private void graph(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = uri.getRawPath().substring("/graph".length());
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        byte[] body = exchange.getRequestBody().readAllBytes();
        OutsideCall call = OutsideCall.graph(exchange.getRequestMethod(), path);
        handle(exchange, farEnd + "/sandbox/graph" + path + query, body, call, byWords(body, path + query));
    }

    private void ledger(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString().substring("/ledger".length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        OutsideCall call = OutsideCall.ledger(exchange.getRequestMethod(), path);
        handle(exchange, ledger + path, body, call, byWords(body, path));
    }

    private Run byWords(byte[] body, String path) {
        String words = URLDecoder.decode(new String(body, StandardCharsets.UTF_8) + " " + path, StandardCharsets.UTF_8);
        return posts.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private void handle(HttpExchange exchange, String path, byte[] body, OutsideCall call, Run run) throws IOException {
        if (!call.ours()) {
            // Log-ins and health checks of very many lanes
            try (exchange) {
                String key = exchange.getRequestMethod() + path + new String(body, StandardCharsets.UTF_8);
                deliver(
                        exchange,
                        Spoil.NONE,
                        others.computeIfAbsent(key, any -> pass(exchange, path, body, call, null)));
            }
            return;
        }
        inFlight.incrementAndGet();
        try (exchange) {
            Spoil spoil = run == null ? Spoil.NONE : run.arrived(call);
            Runnable first = run != null && call.writes() ? acting.remove(run) : null;
            if (first != null) {
                first.run();
                if (call.name().endsWith("/load")) {
                    // The real one refuses whoever comes second with the same external id
                    deliver(exchange, Spoil.NONE, Spoil.duplicate());
                    return;
                }
            }
            switch (spoil.way()) {
                case STILL_ACTING -> acting.put(run, () -> pass(exchange, path, body, call, run));
                case ACTS_LATER -> later.add(() -> pass(exchange, path, body, call, run));
                case KILL_BEFORE -> awaitKill();
                case KILL_WHILE -> {
                    later.add(() -> pass(exchange, path, body, call, run));
                    awaitKill();
                }
                case KILL_AFTER -> {
                    pass(exchange, path, body, call, run);
                    awaitKill();
                }
                default -> deliver(exchange, spoil, pass(exchange, path, body, call, run));
            }
        } finally {
            last.set(System.nanoTime());
            inFlight.decrementAndGet();
        }
    }

    private void awaitKill() {
        CountDownLatch over = killed;
        held.incrementAndGet();
        // Not under way as far as anybody who waits for quiet is concerned
        inFlight.decrementAndGet();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.incrementAndGet();
            held.decrementAndGet();
        }
    }

    /** How many requests wait for the process to be killed. */
    int held() {
        return held.get();
    }

    /** The process has been killed: what waited for that is let go. */
    void killed() {
        CountDownLatch over = killed;
        killed = new CountDownLatch(1);
        over.countDown();
    }

    private Answer pass(HttpExchange exchange, String url, byte[] body, OutsideCall call, Run run) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : HEADERS) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            var said = client.send(request.build(), BodyHandlers.ofByteArray());
            Answer answer = new Answer(
                    said.statusCode(), said.headers().firstValue("Content-Type").orElse(""), said.body());
            if (run != null) {
                run.answered(call, answer);
                if (!call.system().equals("odoo")
                        && call.writes()
                        && answer.result() instanceof Map<?, ?> made
                        && made.get("id") instanceof String id) {
                    posts.put(id, run);
                    if (call.name().equals("POST feed")) {
                        afterPosts.run();
                    }
                }
            }
            return call.name().endsWith(" published_posts") ? lookUps.apply(answer) : answer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void deliver(HttpExchange exchange, Spoil spoil, Answer real) throws IOException {
        Answer answer = spoil.change().apply(real);
        switch (spoil.way()) {
            case LATE -> hold(patience.plusMillis(300));
            case CUT_HALF -> {
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                exchange.sendResponseHeaders(200, answer.body().length + 20L);
                exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
                exchange.getResponseBody().flush();
            }
            case REPLY -> {
                if (answer.status() == 0) {
                    return;
                }
                exchange.getResponseHeaders().set("Content-Type", answer.type());
                if (answer.status() == 429) {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                }
                exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
            default -> {
                // Closed without a word
            }
        }
    }

    private static void hold(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
