package io.goldtier.cli.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An outside system in this process: it remembers every call, so it knows what was done and how often.
 *
 * <p>{@code /effect} always answers well. {@code /keyed} and {@code /blind} misbehave as {@link Mischief} says; a call
 * names its work as {@code id} and itself as {@code key}. With {@code /keyed}, doing the same key again changes nothing,
 * as with an outside system that takes an idempotency key; with {@code /blind} every call is one more effect.
 */
public final class Witness implements AutoCloseable {

    private static final Duration LATER_THAN_ANYBODY_WAITS = Duration.ofSeconds(4);

    /**
     * A call that arrived.
     *
     * @param id what the caller named it
     * @param nanos when, on the clock of {@link System#nanoTime}
     */
    public record Arrival(String id, long nanos) {}

    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final long seed;
    private volatile Duration delay = Duration.ZERO;

    private Witness(HttpServer server, long seed) {
        this.server = server;
        this.seed = seed;
        server.setExecutor(threads);
        server.createContext("/effect", exchange -> effect(exchange, false, false));
        server.createContext("/keyed", exchange -> effect(exchange, true, true));
        server.createContext("/blind", exchange -> effect(exchange, false, true));
    }

    /** One that listens on a free port of this machine and misbehaves in the way of this seed. */
    public static Witness start(long seed) throws IOException {
        // Else the JDK's server keeps back the end of each answer for 40 ms
        System.setProperty("sun.net.httpserver.nodelay", "true");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Witness witness = new Witness(HttpServer.create(address, 1024), seed);
        witness.server.start();
        return witness;
    }

    /** From now on calls are answered after this time. */
    public void answerAfter(Duration time) {
        delay = time;
    }

    /** The address that calls are sent to. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** All calls so far, in the order in which they arrived. */
    public synchronized List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** How many calls have arrived. */
    public synchronized int size() {
        return arrivals.size();
    }

    /** How often this was done. */
    synchronized int effects(String id) {
        return effects.getOrDefault(id, 0);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void effect(HttpExchange exchange, boolean keyed, boolean mischievous) throws IOException {
        long now = System.nanoTime();
        Map<String, Object> body =
                Json.readObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String id = String.valueOf(body.get("id"));
        Mischief mischief;
        synchronized (this) {
            arrivals.add(new Arrival(id, now));
            int call = calls.merge(id, 1, Integer::sum);
            mischief = mischievous ? Mischief.of(seed, id, call) : Mischief.NONE;
            if (mischief.acts() && (!keyed || keys.add(String.valueOf(body.get("key"))))) {
                effects.merge(id, 1, Integer::sum);
            }
        }
        sleep(delay);
        answer(exchange, mischief, id);
    }

    private static void answer(HttpExchange exchange, Mischief mischief, String id) throws IOException {
        switch (mischief) {
            case NONE -> send(exchange, 200, Json.write(Map.of("done", id)));
            case LATE -> {
                sleep(LATER_THAN_ANYBODY_WAITS);
                send(exchange, 200, Json.write(Map.of("done", id)));
            }
            case CUT_AFTER_ACTING -> exchange.close();
            case ERROR_AFTER_ACTING -> send(exchange, 500, "<h1>Internal Server Error</h1>");
            case THROTTLED -> {
                exchange.getResponseHeaders().set("Retry-After", "1");
                send(exchange, 429, "{}");
            }
            case GARBAGE -> send(exchange, 200, "{\"done\": [1, 2,, <<<");
        }
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] answer = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
