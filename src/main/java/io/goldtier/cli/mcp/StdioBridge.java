package io.goldtier.cli.mcp;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An MCP server over standard input and output, for clients that only start processes: each line is a message, and each
 * is passed on to the running assistant. A session that the assistant has forgotten, as after its restart, is begun anew
 * without the client's doing.
 */
final class StdioBridge {

    private static final String META = "io.modelcontextprotocol/";
    private static final String SESSION = "Mcp-Session-Id";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final URI address;
    private final String token;
    private final BufferedReader in;
    private final OutputStream out;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final ExecutorService threads = Executors.newCachedThreadPool(StdioBridge::thread);
    /** The open streams of stateless requests, by id: ending one is how such a request is called off over HTTP. */
    private final Map<Object, Stream<String>> open = new ConcurrentHashMap<>();

    private volatile Map<String, Object> handshake;
    private volatile String session;

    StdioBridge(URI address, String token, InputStream in, OutputStream out) {
        this.address = address;
        this.token = token;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    private static Thread thread(Runnable job) {
        Thread thread = new Thread(job, "mcp-bridge");
        thread.setDaemon(true);
        return thread;
    }

    /** Passes messages on until the input ends, then waits a moment for the answers that are under way. */
    void run() throws IOException, InterruptedException {
        for (String line; (line = in.readLine()) != null; ) {
            if (!line.isBlank()) {
                take(line);
            }
        }
        open.values().forEach(Stream::close);
        threads.shutdown();
        threads.awaitTermination(5, TimeUnit.SECONDS);
        if (session != null) {
            end();
        }
    }

    private void take(String line) {
        Map<String, Object> message;
        try {
            message = Json.readObject(line);
        } catch (JsonProblem e) {
            error(null, -32700, "This line is no JSON object.");
            return;
        }
        String method = message.get("method") instanceof String text ? text : "";
        if (method.equals("initialize")) {
            handshake = message;
            // Whatever comes next needs the session that this begins
            pass(message, line);
        } else if (method.equals("notifications/cancelled") && isOpenStream(message)) {
            open.remove(object(message.get("params")).get("requestId")).close();
        } else if (message.containsKey("id") || !method.isEmpty()) {
            threads.execute(() -> pass(message, line));
        } else {
            error(null, -32600, "A message has a method, a result or an error.");
        }
    }

    private boolean isOpenStream(Map<String, Object> message) {
        Object id = object(message.get("params")).get("requestId");
        return id != null && open.containsKey(id);
    }

    private void pass(Map<String, Object> message, String line) {
        Object id = message.containsKey("method") ? message.get("id") : null;
        try {
            HttpResponse<Stream<String>> answer = post(message, line);
            if (answer.statusCode() == 404 && session != null && !isStateless(message) && handshake != message) {
                answer.body().close();
                beginAnew();
                answer = post(message, line);
            }
            answer.headers().firstValue(SESSION).ifPresent(value -> session = value);
            forward(message, id, answer);
            if ("notifications/initialized".equals(message.get("method"))) {
                listenAside();
            }
        } catch (IOException | UncheckedIOException e) {
            if (id != null && !isCalledOff(message, id)) {
                error(
                        id,
                        -32000,
                        "The assistant does not answer at " + address
                                + ". Start it with ./goldtier run, or name its port"
                                + " with --server.port=PORT. Whether the call was carried out is not known; call again with"
                                + " the same idempotency key.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isCalledOff(Map<String, Object> message, Object id) {
        return isStateless(message) && !open.containsKey(id);
    }

    private void forward(Map<String, Object> message, Object id, HttpResponse<Stream<String>> answer) {
        boolean events = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        boolean canBeCalledOff = events && id != null && isStateless(message);
        if (canBeCalledOff) {
            open.put(id, answer.body());
        }
        try (Stream<String> lines = answer.body()) {
            if (events) {
                lines.filter(line -> line.startsWith("data:"))
                        .map(line -> line.substring(5).strip())
                        .forEach(this::print);
            } else {
                StringBuilder body = new StringBuilder();
                lines.forEach(body::append);
                if (id != null || answer.statusCode() >= 400) {
                    printAnswer(id, body.toString(), answer.statusCode());
                }
            }
        } finally {
            if (canBeCalledOff) {
                open.remove(id);
            }
        }
    }

    private void printAnswer(Object id, String body, int status) {
        if (id == null) {
            return;
        }
        Map<String, Object> answer = read(body);
        if (answer.containsKey("jsonrpc")) {
            answer.put("id", id);
            print(Json.write(answer));
        } else {
            error(id, -32000, "The assistant answered with status " + status + " and no message.");
        }
    }

    private static Map<String, Object> read(String body) {
        try {
            return new LinkedHashMap<>(Json.readObject(body));
        } catch (JsonProblem e) {
            return Map.of();
        }
    }

    private HttpResponse<Stream<String>> post(Map<String, Object> message, String line)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request().header("Content-Type", "application/json");
        if (isStateless(message)) {
            Map<String, Object> params = object(message.get("params"));
            request.header("MCP-Protocol-Version", String.valueOf(meta(message).get(META + "protocolVersion")));
            request.header("Mcp-Method", String.valueOf(message.get("method")));
            Stream.of("name", "uri", "taskId")
                    .map(params::get)
                    .filter(String.class::isInstance)
                    .findFirst()
                    .ifPresent(name -> request.header("Mcp-Name", encoded((String) name)));
        } else if (session != null && handshake != message) {
            request.header(SESSION, session);
        }
        return http.send(request.POST(BodyPublishers.ofString(line)).build(), BodyHandlers.ofLines());
    }

    private static String encoded(String value) {
        boolean plain = value.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?") && !value.startsWith("=?base64?");
        return plain
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    /** The same handshake once more; its answer is not the client's business. */
    private synchronized void beginAnew() throws IOException, InterruptedException {
        if (handshake == null) {
            return;
        }
        HttpResponse<String> answer = http.send(
                request()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Json.write(handshake)))
                        .build(),
                BodyHandlers.ofString());
        answer.headers().firstValue(SESSION).ifPresent(value -> session = value);
        listenAside();
    }

    private void listenAside() {
        thread(this::listen).start();
    }

    /** What the server tells of its own accord. */
    private void listen() {
        String mine = session;
        if (mine == null) {
            return;
        }
        try (Stream<String> lines = http.send(
                        request().header(SESSION, mine).GET().build(), BodyHandlers.ofLines())
                .body()) {
            lines.filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip())
                    .forEach(this::print);
        } catch (IOException | UncheckedIOException e) {
            // The next request finds out whether the assistant is there, and begins anew
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() throws InterruptedException {
        try {
            http.send(
                    request().header(SESSION, session).timeout(CONNECT).DELETE().build(), BodyHandlers.discarding());
        } catch (IOException e) {
            // It forgets the session by itself
            session = null;
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(address)
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token);
    }

    private static boolean isStateless(Map<String, Object> message) {
        return meta(message).containsKey(META + "protocolVersion");
    }

    private static Map<String, Object> meta(Map<String, Object> message) {
        return object(object(message.get("params")).get("_meta"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private void error(Object id, int code, String sentence) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", id);
        answer.put("error", Map.of("code", code, "message", sentence));
        print(Json.write(answer));
    }

    private synchronized void print(String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
