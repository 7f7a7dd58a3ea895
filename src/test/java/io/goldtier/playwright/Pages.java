package io.goldtier.playwright;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Pages that a test serves, and what was asked of them. */
public final class Pages implements AutoCloseable {

    private static final String CUT = "X-Cut";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<Asked, Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** A request that came. */
    public record Asked(String method, String path, String query, String host, String cookie, String body) {}

    /** What is answered. */
    public record Answer(int status, String type, String text, Map<String, String> headers) {

        public static Answer html(String text) {
            return new Answer(200, "text/html; charset=utf-8", "<!doctype html><meta charset=utf-8>" + text, Map.of());
        }

        public static Answer redirect(String to) {
            return new Answer(302, "text/plain", "", Map.of("Location", to));
        }

        /** The same, with an end that never comes. */
        public Answer cut() {
            return with(CUT, "yes");
        }

        public Answer with(String header, String value) {
            return new Answer(status, type, text, Map.of(header, value));
        }
    }

    public Pages() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** The same, encrypted. */
    Pages(SecureSite site) throws IOException {
        this(secure(site));
    }

    private static HttpServer secure(SecureSite site) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(site.context()));
        return server;
    }

    private Pages(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked request = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestHeaders().getFirst("Cookie"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            asked.add(request);
            Answer answer = answers.getOrDefault(
                            request.path(), any -> new Answer(404, "text/plain", "Nothing", Map.of()))
                    .apply(request);
            if (answer == null) {
                return;
            }
            byte[] bytes = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            long more = answer.headers().containsKey(CUT) ? 1_000 : 0;
            exchange.sendResponseHeaders(answer.status(), bytes.length + more == 0 ? -1 : bytes.length + more);
            exchange.getResponseBody().write(bytes);
        }
    }

    public Pages html(String path, String text) {
        return on(path, any -> Answer.html(text));
    }

    public Pages on(String path, Function<Asked, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The address of a path under a host's name that the test has tied to this machine. */
    public String at(String host, String path) {
        return (server instanceof HttpsServer ? "https://" : "http://") + host + ":" + port() + path;
    }

    /** A rule that allows this host and ties it to this machine. */
    public String rule(String host) {
        return host + ":" + port() + "@127.0.0.1";
    }

    public List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path().equals(path)).toList();
    }

    public void forget() {
        asked.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
