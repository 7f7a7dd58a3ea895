package io.goldtier.outside;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small customer database over HTTP: {@code GET /SYSTEM/status}, {@code GET} and {@code PUT /SYSTEM/clients}, {@code
 * POST /SYSTEM/notes}. It keeps what it was asked and what took effect, and answers the next call as it is told.
 */
final class Crm implements AutoCloseable {

    /** How one call is answered, after it took effect or in its place. */
    interface Reply {
        void to(HttpExchange call) throws IOException;
    }

    /** One call as it came in; its address as it was written. */
    record Call(String method, String address, Map<String, List<String>> headers, String body) {

        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Reply>> next = new ConcurrentHashMap<>();
    private final Map<String, Reply> always = new ConcurrentHashMap<>();

    /** What took effect: a text that tells two effects apart. */
    private final List<String> effects = new CopyOnWriteArrayList<>();

    Crm() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next call like this, once; what it is, such as {@code POST /crm/notes}. */
    void next(String call, Reply reply) {
        next.computeIfAbsent(call, first -> new ConcurrentLinkedDeque<>()).add(reply);
    }

    /** Answers each such call like this from now on; null for as usual. */
    void always(String call, Reply reply) {
        if (reply == null) {
            always.remove(call);
        } else {
            always.put(call, reply);
        }
    }

    /** The calls whose method and path begin like this. */
    List<Call> calls(String beginning) {
        return calls.stream()
                .filter(call -> (call.method() + " " + call.address()).startsWith(beginning))
                .toList();
    }

    /** The effects in this system. */
    List<String> effects(String system) {
        return effects.stream()
                .filter(each -> each.contains("/" + system + "/"))
                .toList();
    }

    private void handle(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = call.getRequestURI().getPath();
        String what = call.getRequestMethod() + " " + path;
        calls.add(new Call(
                call.getRequestMethod(), call.getRequestURI().toString(), Map.copyOf(call.getRequestHeaders()), body));
        Deque<Reply> replies = next.get(what);
        Reply reply = replies == null ? null : replies.poll();
        Reply told = reply == null ? always.get(what) : reply;
        try (call) {
            if (told instanceof Acting || told == null) {
                act(call.getRequestMethod(), path, body);
            }
            if (told == null) {
                usual(what).to(call);
            } else {
                told.to(call);
            }
        } catch (IOException e) {
            // Whoever asked has gone
        }
    }

    private void act(String method, String path, String body) {
        if (method.equals("POST")) {
            effects.add(path + " " + body);
        } else if (method.equals("PUT") && !effects.contains(path + " " + body)) {
            effects.add(path + " " + body);
        }
    }

    private Reply usual(String what) {
        if (what.startsWith("POST")) {
            return json(201, Map.of("id", "n" + effects.size(), "stored", true));
        }
        if (what.startsWith("PUT")) {
            return json(200, Map.of("id", what.substring(what.lastIndexOf('/') + 1)));
        }
        if (what.endsWith("/notes")) {
            String path = what.substring("GET ".length());
            return json(
                    200,
                    Map.of(
                            "notes",
                            effects.stream()
                                    .filter(each -> each.startsWith(path + " "))
                                    .toList()));
        }
        return json(200, Map.of("name", "Acme", "id", "c1"));
    }

    /** This body as JSON. */
    static Reply json(int status, Object body) {
        return text(status, Json.write(body));
    }

    /** This text. */
    static Reply text(int status, String body) {
        return call -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                call.getResponseBody().write(bytes);
            }
        };
    }

    /** The same with a header. */
    static Reply with(String header, String value, Reply reply) {
        return call -> {
            call.getResponseHeaders().set(header, value);
            reply.to(call);
        };
    }

    /** A reply that comes after the call took effect. */
    record Acting(Reply reply) implements Reply {

        @Override
        public void to(HttpExchange call) throws IOException {
            reply.to(call);
        }
    }

    /** It takes effect and is then answered like this. */
    static Reply acts(Reply reply) {
        return new Acting(reply);
    }

    /** The connection ends without a byte. */
    static Reply cut() {
        return HttpExchange::close;
    }

    /** The same few bytes, for ever, with this much time between them. */
    static Reply endless(String piece, long millis) {
        return call -> {
            call.sendResponseHeaders(200, 0);
            OutputStream out = call.getResponseBody();
            try {
                while (true) {
                    out.write(piece.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    Thread.sleep(millis);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
