package io.goldtier.cli.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An outside system in this process, which nobody kills: it keeps every request and every effect with its value, and
 * during a {@link Hold} lets no caller past the barrier.
 *
 * <p>{@code POST /keyed} acts once for each key and answers what it did the first time; {@code POST /plain} acts every
 * time; {@code GET /effects} lists the values of what was done for an id, and says whether its list is older than a time.
 */
final class HoldingWitness implements AutoCloseable {

    private final Map<String, List<String>> requests = new HashMap<>();
    private final Map<String, List<String>> effects = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Instant began = Instant.now();
    private final HttpServer server;
    private volatile Hold hold;

    private HoldingWitness(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/keyed", exchange -> act(exchange, true));
        server.createContext("/plain", exchange -> act(exchange, false));
        server.createContext("/effects", this::list);
    }

    /** One that listens on a free port of this machine. */
    static HoldingWitness start() throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HoldingWitness witness = new HoldingWitness(HttpServer.create(address, 1024));
        witness.server.start();
        return witness;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on callers are held at a barrier. */
    final class Hold implements AutoCloseable {

        private final Barrier barrier;
        private final CountDownLatch awaited;
        private final CountDownLatch over = new CountDownLatch(1);

        private Hold(Barrier barrier, int callers) {
            this.barrier = barrier;
            this.awaited = new CountDownLatch(callers);
        }

        /** True when the last of the callers has come to the barrier, false when the time is over before. */
        boolean awaitLast(long seconds) throws InterruptedException {
            return awaited.await(seconds, TimeUnit.SECONDS);
        }

        /** @return true when the caller was held, and is gone by now */
        private boolean stops(Barrier here) {
            if (here != barrier) {
                return false;
            }
            awaited.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }

        /** The callers are dead: whoever calls from now on passes. */
        @Override
        public void close() {
            hold = null;
            over.countDown();
        }
    }

    /** Holds so many callers at this barrier. */
    Hold hold(Barrier barrier, int callers) {
        hold = new Hold(barrier, callers);
        return hold;
    }

    /** The values of all requests for an id, also of those that were not acted upon. */
    synchronized List<String> requests(String id) {
        return List.copyOf(requests.getOrDefault(id, List.of()));
    }

    /** The values of all effects for an id. */
    synchronized List<String> effects(String id) {
        return List.copyOf(effects.getOrDefault(id, List.of()));
    }

    private void act(HttpExchange exchange, boolean keyed) throws IOException {
        try (exchange) {
            Map<String, Object> body =
                    Json.readObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String id = String.valueOf(body.get("id"));
            String value = String.valueOf(body.get("value"));
            Hold now = hold;
            synchronized (this) {
                add(requests, id, value);
            }
            if (now != null && now.stops(Barrier.BEFORE_EFFECT)) {
                return;
            }
            String kept = keep(id, keyed ? String.valueOf(body.get("key")) : null, value);
            if (now != null && now.stops(Barrier.BEFORE_RECORD)) {
                return;
            }
            send(exchange, Map.of("value", kept));
        }
    }

    private synchronized String keep(String id, String key, String value) {
        String earlier = key == null ? null : keys.putIfAbsent(key, value);
        if (earlier == null) {
            add(effects, id, value);
        }
        return earlier == null ? value : earlier;
    }

    private static void add(Map<String, List<String>> lists, String id, String value) {
        lists.computeIfAbsent(id, unseen -> new ArrayList<>()).add(value);
    }

    private void list(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> query = new HashMap<>();
            for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
                String[] named = part.split("=", 2);
                query.put(named[0], URLDecoder.decode(named[1], StandardCharsets.UTF_8));
            }
            boolean complete = began.isBefore(Instant.parse(query.get("since")));
            send(exchange, Map.of("complete", complete, "effects", effects(query.get("id"))));
        }
    }

    private static void send(HttpExchange exchange, Map<String, Object> answer) throws IOException {
        byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
