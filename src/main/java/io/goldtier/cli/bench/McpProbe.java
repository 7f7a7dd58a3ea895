package io.goldtier.cli.bench;

import io.goldtier.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client with a session on an MCP server, which calls the tool of the bench. */
final class McpProbe {

    private static final String SESSION = "Mcp-Session-Id";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;
    private final String token;
    private final String session;

    /** Begins a session. */
    McpProbe(String address, String token) throws IOException, InterruptedException {
        this.address = URI.create(address);
        this.token = token;
        Map<String, Object> hello = Map.of(
                "protocolVersion",
                "2025-11-25",
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "bench", "version", "1"));
        session = client.send(request(message(0, "initialize", hello)).build(), BodyHandlers.ofString())
                .headers()
                .firstValue(SESSION)
                .orElseThrow(() -> new IllegalStateException("No MCP server begins a session at " + address));
        Map<String, Object> begun = new LinkedHashMap<>(message(0, "notifications/initialized", Map.of()));
        begun.remove("id");
        client.send(request(begun).header(SESSION, session).build(), BodyHandlers.ofString());
    }

    /** One call; the answer with the tool's result. */
    HttpResponse<String> call(int number) throws IOException, InterruptedException {
        Map<String, Object> call = Map.of("name", Work.SKILL, "arguments", Map.of("id", "mcp-" + number));
        HttpResponse<String> answer = client.send(
                request(message(number + 1, "tools/call", call))
                        .header(SESSION, session)
                        .build(),
                BodyHandlers.ofString());
        if (!answer.body().contains("\"result\"") || answer.body().contains("\"isError\":true")) {
            throw new IllegalStateException("A call over MCP was not done: " + answer.body());
        }
        return answer;
    }

    private HttpRequest.Builder request(Map<String, Object> message) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(Json.write(message)));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Map<String, Object> message(int id, String method, Map<String, Object> params) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", id);
        message.put("method", method);
        message.put("params", params);
        return message;
    }
}
