package io.goldtier.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model over real HTTP that says what a script tells it to: chat completions at {@code /v1/chat/completions}, messages
 * at {@code /v1/messages}, whole or in pieces as it is asked.
 */
public final class ScriptedModel implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Question> questions = new CopyOnWriteArrayList<>();
    private volatile Function<Question, Reply> script;
    private volatile String wantedKey = "";
    private volatile String modelName = "scripted";

    /** What it was asked: all texts, in order, and the names of the tools. */
    public record Question(String text, List<String> tools, Map<String, Object> request, Map<String, String> headers) {

        /** The last text of the conversation. */
        public boolean says(String words) {
            return text.contains(words);
        }
    }

    /** A call of a tool. */
    public record Call(String tool, Map<String, Object> arguments) {}

    /** What it does. */
    public sealed interface Reply {

        /** It calls tools. */
        record Calls(String text, List<Call> calls) implements Reply {}

        /** It answers with this status, these headers and this body. */
        record Raw(int status, Map<String, String> headers, String body) implements Reply {}

        /** It never ends its answer. */
        record Endless() implements Reply {}

        /** It never begins it. */
        record Silent() implements Reply {}

        /** It breaks off in the middle. */
        record Cut() implements Reply {}
    }

    public static Reply calls(Call... calls) {
        return new Reply.Calls("Because the message says so.", List.of(calls));
    }

    public static Call call(String tool, Map<String, Object> arguments) {
        return new Call(tool, arguments);
    }

    public static Reply says(String text) {
        return new Reply.Calls(text, List.of());
    }

    public static Reply status(int status, String body) {
        return new Reply.Raw(status, Map.of(), body);
    }

    public ScriptedModel(Function<Question, Reply> script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(pool);
        server.createContext("/v1/chat/completions", exchange -> answer(exchange, true));
        server.createContext("/v1/messages", exchange -> answer(exchange, false));
        server.createContext("/v1/models", this::models);
        server.start();
    }

    public void script(Function<Question, Reply> newScript) {
        script = newScript;
    }

    /** What it is called, and the key that it wants before it says so; none if that is empty. */
    public void isCalled(String name, String key) {
        modelName = name;
        wantedKey = key;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    public List<Question> questions() {
        return questions;
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }

    /** Lists, as servers do, what it has: one model, for who has the key where it wants one. */
    private void models(HttpExchange exchange) throws IOException {
        try (exchange) {
            String bearer = exchange.getRequestHeaders().getFirst("Authorization");
            String key = exchange.getRequestHeaders().getFirst("x-api-key");
            String name = exchange.getRequestURI().getPath().replaceFirst("^/v1/models/?", "");
            if (!wantedKey.isEmpty() && !("Bearer " + wantedKey).equals(bearer) && !wantedKey.equals(key)) {
                send(exchange, 401, "{\"error\":{\"message\":\"Incorrect API key provided: " + bearer + key + "\"}}");
            } else if (name.isEmpty()) {
                send(
                        exchange,
                        200,
                        "{\"object\":\"list\",\"data\":[{\"id\":\"" + modelName + "\",\"object\":\"model\"}]}");
            } else if (name.equals(modelName)) {
                send(exchange, 200, "{\"id\":\"" + modelName + "\",\"object\":\"model\"}");
            } else {
                send(exchange, 404, "{\"error\":{\"message\":\"no such model\"}}");
            }
        }
    }

    private void answer(HttpExchange exchange, boolean openAi) throws IOException {
        Map<String, Object> request =
                Json.readObject(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        Question question = new Question(texts(request), tools(request), request, headers);
        questions.add(question);
        boolean stream = Boolean.TRUE.equals(request.get("stream"));
        try (exchange) {
            Reply reply = script.apply(question);
            if (reply instanceof Reply.Raw raw) {
                raw.headers().forEach(exchange.getResponseHeaders()::set);
                send(exchange, raw.status(), raw.body());
            } else if (reply instanceof Reply.Calls calls) {
                exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
                send(exchange, 200, openAi ? openAi(calls, stream) : anthropic(calls, stream));
            } else if (reply instanceof Reply.Endless) {
                exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
                exchange.sendResponseHeaders(200, 0);
                endless(exchange.getResponseBody(), stream);
            } else if (reply instanceof Reply.Cut) {
                exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
                exchange.sendResponseHeaders(200, 10_000);
                exchange.getResponseBody().write("{\"id\":".getBytes(StandardCharsets.UTF_8));
            } else {
                Thread.sleep(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endless(OutputStream body, boolean stream) throws IOException {
        byte[] piece = (stream
                        ? "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"and on \"}}]}\n\n"
                        : "                                                                ")
                .getBytes(StandardCharsets.UTF_8);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                body.write(piece);
                body.flush();
            }
        } catch (IOException e) {
            // Whoever listened has had enough
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String texts(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ScriptedModel::texts).collect(Collectors.joining("\n"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> !List.of("tools", "model", "role", "type").contains(entry.getKey()))
                    .map(entry -> texts(entry.getValue()))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("\n"));
        }
        return "";
    }

    private static List<String> tools(Map<String, Object> request) {
        List<String> names = new ArrayList<>();
        if (request.get("tools") instanceof List<?> tools) {
            for (Object tool : tools) {
                Map<?, ?> map = (Map<?, ?>) tool;
                names.add(String.valueOf(
                        map.get("function") instanceof Map<?, ?> function ? function.get("name") : map.get("name")));
            }
        }
        return names;
    }

    private static String openAi(Reply.Calls reply, boolean stream) {
        if (!stream) {
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("role", "assistant");
            message.put("content", reply.text());
            if (!reply.calls().isEmpty()) {
                List<Object> calls = new ArrayList<>();
                reply.calls()
                        .forEach(call -> calls.add(Map.of(
                                "id",
                                "call_" + calls.size(),
                                "type",
                                "function",
                                "function",
                                Map.of("name", call.tool(), "arguments", Json.write(call.arguments())))));
                message.put("tool_calls", calls);
            }
            return Json.write(Map.of(
                    "id",
                    "chatcmpl-1",
                    "object",
                    "chat.completion",
                    "created",
                    1,
                    "model",
                    "scripted",
                    "choices",
                    List.of(Map.of(
                            "index",
                            0,
                            "message",
                            message,
                            "finish_reason",
                            reply.calls().isEmpty() ? "stop" : "tool_calls")),
                    "usage",
                    Map.of("prompt_tokens", 1000, "completion_tokens", 100, "total_tokens", 1100)));
        }
        StringBuilder events = new StringBuilder();
        events.append(chunk(Map.of("role", "assistant", "content", reply.text()), null));
        int index = 0;
        for (Call call : reply.calls()) {
            events.append(chunk(
                    Map.of(
                            "tool_calls",
                            List.of(Map.of(
                                    "index",
                                    index,
                                    "id",
                                    "call_" + index,
                                    "type",
                                    "function",
                                    "function",
                                    Map.of("name", call.tool(), "arguments", "")))),
                    null));
            String arguments = Json.write(call.arguments());
            int middle = arguments.length() / 2;
            for (String part : List.of(arguments.substring(0, middle), arguments.substring(middle))) {
                events.append(chunk(
                        Map.of("tool_calls", List.of(Map.of("index", index, "function", Map.of("arguments", part)))),
                        null));
            }
            index++;
        }
        events.append(chunk(Map.of(), reply.calls().isEmpty() ? "stop" : "tool_calls"));
        events.append("data: ")
                .append(Json.write(Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion.chunk",
                        "created",
                        1,
                        "model",
                        "scripted",
                        "choices",
                        List.of(),
                        "usage",
                        Map.of("prompt_tokens", 1000, "completion_tokens", 100, "total_tokens", 1100))))
                .append("\n\ndata: [DONE]\n\n");
        return events.toString();
    }

    private static String chunk(Map<String, Object> delta, String finish) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        return "data: "
                + Json.write(Map.of(
                        "id", "chatcmpl-1",
                        "object", "chat.completion.chunk",
                        "created", 1,
                        "model", "scripted",
                        "choices", List.of(choice)))
                + "\n\n";
    }

    private static String anthropic(Reply.Calls reply, boolean stream) {
        if (!stream) {
            List<Object> content = new ArrayList<>();
            content.add(Map.of("type", "text", "text", reply.text()));
            reply.calls()
                    .forEach(call -> content.add(Map.of(
                            "type",
                            "tool_use",
                            "id",
                            "toolu_" + content.size(),
                            "name",
                            call.tool(),
                            "input",
                            call.arguments())));
            return Json.write(Map.of(
                    "id", "msg_1",
                    "type", "message",
                    "role", "assistant",
                    "model", "scripted",
                    "content", content,
                    "stop_reason", reply.calls().isEmpty() ? "end_turn" : "tool_use",
                    "usage", Map.of("input_tokens", 1000, "output_tokens", 100)));
        }
        StringBuilder events = new StringBuilder();
        events.append(event(
                "message_start",
                Map.of(
                        "message",
                        Map.of(
                                "id", "msg_1",
                                "type", "message",
                                "role", "assistant",
                                "model", "scripted",
                                "content", List.of(),
                                "usage", Map.of("input_tokens", 1000, "output_tokens", 1)))));
        events.append(
                event("content_block_start", Map.of("index", 0, "content_block", Map.of("type", "text", "text", ""))));
        events.append(event(
                "content_block_delta",
                Map.of("index", 0, "delta", Map.of("type", "text_delta", "text", reply.text()))));
        events.append(event("content_block_stop", Map.of("index", 0)));
        int index = 1;
        for (Call call : reply.calls()) {
            events.append(event(
                    "content_block_start",
                    Map.of(
                            "index",
                            index,
                            "content_block",
                            Map.of(
                                    "type",
                                    "tool_use",
                                    "id",
                                    "toolu_" + index,
                                    "name",
                                    call.tool(),
                                    "input",
                                    Map.of()))));
            String arguments = Json.write(call.arguments());
            int middle = arguments.length() / 2;
            for (String part : List.of(arguments.substring(0, middle), arguments.substring(middle))) {
                events.append(event(
                        "content_block_delta",
                        Map.of("index", index, "delta", Map.of("type", "input_json_delta", "partial_json", part))));
            }
            events.append(event("content_block_stop", Map.of("index", index)));
            index++;
        }
        events.append(event(
                "message_delta",
                Map.of(
                        "delta", Map.of("stop_reason", reply.calls().isEmpty() ? "end_turn" : "tool_use"),
                        "usage", Map.of("output_tokens", 100))));
        events.append(event("message_stop", Map.of()));
        return events.toString();
    }

    private static String event(String type, Map<String, Object> fields) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type);
        data.putAll(fields);
        return "event: " + type + "\ndata: " + Json.write(data) + "\n\n";
    }
}
