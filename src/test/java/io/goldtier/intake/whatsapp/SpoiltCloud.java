package io.goldtier.intake.whatsapp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between the assistant and its stand-in for the Cloud API, and spoils the next answer to a message that is sent, after
 * the stand-in has taken it or in its place, and the next answer at chosen places.
 */
final class SpoiltCloud implements AutoCloseable {

    /**
     * What is answered instead.
     *
     * @param acts whether the message is sent all the same
     * @param status the status; 0 for a connection that is cut
     */
    record Spoil(boolean acts, int status, String body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;
    private final AtomicReference<Spoil> next = new AtomicReference<>();
    private final Map<String, Spoil> places = new ConcurrentHashMap<>();
    private volatile String standIn;

    SpoiltCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where the real answers come from. */
    void before(String address) {
        standIn = address;
    }

    void spoil(Spoil spoil) {
        next.set(spoil);
    }

    /** Spoils the next answer at the place whose address ends so. */
    void spoilAt(String end, Spoil spoil) {
        places.put(end, spoil);
    }

    private Spoil spoilOf(String path) {
        return path.endsWith("/messages")
                ? next.getAndSet(null)
                : places.keySet().stream()
                        .filter(path::endsWith)
                        .findFirst()
                        .map(places::remove)
                        .orElse(null);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Spoil spoil = spoilOf(path);
            HttpResponse<byte[]> real = spoil == null || spoil.acts() ? pass(exchange, path, body) : null;
            if (spoil == null) {
                answer(exchange, real.statusCode(), elsewhere(real.body()));
            } else if (spoil.status() > 0) {
                answer(exchange, spoil.status(), spoil.body().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, String path, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(standIn + path))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Files are fetched over this way, too. */
    private byte[] elsewhere(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return text.replace(standIn, address()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
