package io.goldtier.mcp;

import io.goldtier.Assistant;
import io.goldtier.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A client of one MCP server of an assistant, in either generation of the protocol. */
public final class McpClient {

    private static final String META = "io.modelcontextprotocol/";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String address;
    private final String token;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, Object> capabilities;
    private String session;

    private McpClient(Assistant assistant, String server, Map<String, Object> capabilities) {
        this.address = assistant.address() + "/mcp/" + server;
        this.capabilities = capabilities;
        try {
            this.token = Files.readString(assistant.data().resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that says with each request who it is and what it can do. */
    static McpClient stateless(Assistant assistant, String server, Map<String, Object> capabilities) {
        return new McpClient(assistant, server, capabilities);
    }

    /** One that has begun a session. */
    public static McpClient withSession(Assistant assistant, String server) {
        McpClient client = new McpClient(assistant, server, Map.of());
        HttpResponse<String> answer = client.send(
                client.message(
                        "initialize",
                        Map.of(
                                "protocolVersion",
                                "2025-11-25",
                                "capabilities",
                                Map.of(),
                                "clientInfo",
                                Map.of("name", "test-client", "version", "1"))),
                Map.of());
        client.session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        return client;
    }

    String session() {
        return session;
    }

    /** The result of a request. */
    Map<String, Object> result(String method, Map<String, Object> params) {
        Map<String, Object> answer = answer(method, params);
        if (!answer.containsKey("result")) {
            throw new AssertionError("No result: " + answer);
        }
        return object(answer.get("result"));
    }

    /** The error of a request. */
    Map<String, Object> error(String method, Map<String, Object> params) {
        return object(answer(method, params).get("error"));
    }

    /** The result of a tool's call. */
    public Map<String, Object> call(String tool, Map<String, Object> arguments) {
        return result("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    /** The same under a key of the caller's. */
    public Map<String, Object> call(String tool, Map<String, Object> arguments, String key) {
        return result(
                "tools/call",
                Map.of("name", tool, "arguments", arguments, "_meta", Map.of("io.goldtier/idempotency-key", key)));
    }

    private Map<String, Object> answer(String method, Map<String, Object> params) {
        List<Map<String, Object>> messages = messages(send(message(method, params), Map.of()));
        return messages.get(messages.size() - 1);
    }

    /** All messages of an answer. */
    static List<Map<String, Object>> messages(HttpResponse<String> answer) {
        boolean events = answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return events
                ? answer.body()
                        .lines()
                        .filter(line -> line.startsWith("data:"))
                        .map(line -> Json.readObject(line.substring(5)))
                        .toList()
                : List.of(Json.readObject(answer.body()));
    }

    /** A message of the next id, with what its generation of the protocol wants to stand in it. */
    Map<String, Object> message(String method, Map<String, Object> params) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        if (session == null && !method.equals("initialize")) {
            Map<String, Object> meta = new LinkedHashMap<>(object(params.get("_meta")));
            meta.put(META + "protocolVersion", "2026-07-28");
            meta.put(META + "clientCapabilities", capabilities);
            meta.put(META + "clientInfo", Map.of("name", "stateless-client", "version", "1"));
            all.put("_meta", meta);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", ids.incrementAndGet());
        message.put("method", method);
        message.put("params", all);
        return message;
    }

    /** Sends a message, with headers in place of the usual ones; an empty value leaves the header out. */
    HttpResponse<String> send(Map<String, Object> message, Map<String, String> headers) {
        return send(Json.write(message), message, headers);
    }

    HttpResponse<String> send(String body, Map<String, Object> message, Map<String, String> headers) {
        try {
            return HTTP.send(
                    request(message, headers)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the session. */
    HttpResponse<String> end() {
        try {
            return HTTP.send(request(Map.of(), Map.of()).DELETE().build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is told on a stream, as it comes; the stream is the answer to this message, or to a GET for null. */
    List<Map<String, Object>> stream(Map<String, Object> message) {
        List<Map<String, Object>> told = new CopyOnWriteArrayList<>();
        HttpRequest.Builder request = request(message == null ? Map.of() : message, Map.of());
        HttpRequest ready = message == null
                ? request.GET().build()
                : request.POST(BodyPublishers.ofString(Json.write(message))).build();
        CompletableFuture<HttpResponse<Stream<String>>> answer = HTTP.sendAsync(ready, BodyHandlers.ofLines());
        answer.thenAccept(open -> open.body()
                .filter(line -> line.startsWith("data:"))
                .forEach(line -> told.add(Json.readObject(line.substring(5)))));
        return told;
    }

    private HttpRequest.Builder request(Map<String, Object> message, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + token);
        all.put("Content-Type", "application/json");
        all.put("Accept", "application/json, text/event-stream");
        if (session != null) {
            all.put("Mcp-Session-Id", session);
        } else if (!"initialize".equals(message.get("method"))) {
            Map<String, Object> params = object(message.get("params"));
            all.put("MCP-Protocol-Version", "2026-07-28");
            all.put("Mcp-Method", String.valueOf(message.get("method")));
            Stream.of("name", "uri", "taskId")
                    .map(params::get)
                    .filter(String.class::isInstance)
                    .findFirst()
                    .ifPresent(name -> all.put("Mcp-Name", (String) name));
        }
        all.putAll(headers);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return request;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
