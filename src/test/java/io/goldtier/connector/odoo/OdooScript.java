package io.goldtier.connector.odoo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.goldtier.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** An Odoo that expects certain calls in a certain order and gives the answers that the script has for them. */
final class OdooScript implements AutoCloseable {

    private static final String ACTION = "call-[0-9a-f-]{36}";

    /** One call with its answer; the action's id reads {@code ACTION}. */
    record Step(String request, Object body, int status, Object answer) {}

    private final HttpServer server;
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<Step> recorded = new ArrayList<>();
    private volatile String behind;
    private volatile String problem = "";

    OdooScript() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    static List<Step> steps(Object wire) {
        List<Step> steps = new ArrayList<>();
        for (Object item : (List<?>) wire) {
            Map<?, ?> step = (Map<?, ?>) item;
            Object status = step.get("status");
            steps.add(new Step(
                    (String) step.get("request"),
                    step.get("body"),
                    status == null ? 200 : ((Number) status).intValue(),
                    step.get("answer")));
        }
        return steps;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized void play(List<Step> steps) {
        behind = null;
        problem = "";
        script.clear();
        script.addAll(steps);
    }

    synchronized void record(String target) {
        behind = target;
        recorded.clear();
    }

    synchronized List<Step> recorded() {
        return List.copyOf(recorded);
    }

    String problem() {
        return problem;
    }

    synchronized List<Step> left() {
        return List.copyOf(script);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Step step = behind == null ? expected(request, text) : forward(exchange, request, text);
        byte[] answer = Json.write(step.answer()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(step.status(), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private Step expected(String request, String text) {
        Step step = script.poll();
        String body = text.replaceAll(ACTION, "ACTION");
        if (step == null) {
            problem += "\nnot expected: " + request + " " + body;
            return new Step(request, null, 422, refusal());
        }
        if (!step.request().equals(request) || !Json.write(step.body()).equals(body)) {
            problem += "\nexpected: " + step.request() + " " + Json.write(step.body()) + "\nbut was:  " + request + " "
                    + body;
            return new Step(request, null, 422, refusal());
        }
        return step;
    }

    private static Map<String, Object> refusal() {
        return Map.of("name", "odoo.exceptions.UserError", "message", "This call is not in the script.");
    }

    private Step forward(HttpExchange exchange, String request, String text) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(behind + exchange.getRequestURI()))
                                    .header("Content-Type", "application/json")
                                    .header(
                                            "Authorization",
                                            exchange.getRequestHeaders().getFirst("Authorization"))
                                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(text))
                                    .build(),
                            BodyHandlers.ofString());
            Step step = new Step(
                    request,
                    Json.read(text.replaceAll(ACTION, "ACTION")),
                    answer.statusCode(),
                    Json.read(answer.body()));
            recorded.add(step);
            return step;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
