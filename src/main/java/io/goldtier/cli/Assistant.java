package io.goldtier.cli;

import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A running assistant, seen through its REST API with the token of the data folder. */
public final class Assistant {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI address;
    private final Path token;
    private final Duration patience;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    /** The running assistant that these settings lead to. */
    public Assistant(Configuration configuration) {
        this(configuration, PATIENCE);
    }

    /** The same, waited for so long. */
    public Assistant(Configuration configuration, Duration patience) {
        this.patience = patience;
        address = configuration.address();
        token = configuration.data().resolve("token");
    }

    /** Reads one object. */
    public Map<String, Object> get(String path) {
        return call(request(path).GET());
    }

    /** Reads a list page by page, so that a long one never has to fit into memory. */
    public void each(String path, Map<String, String> query, Consumer<Map<String, Object>> action) {
        String question = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        String cursor = "";
        do {
            Map<String, Object> page = get(path + "?" + question + cursor);
            items(page).forEach(action);
            cursor = page.get("next") == null
                    ? null
                    : "&cursor=" + encoded(page.get("next").toString());
        } while (cursor != null);
    }

    /** The objects of one page of a list. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> items(Map<String, Object> page) {
        return (List<Map<String, Object>>) page.getOrDefault("items", List.of());
    }

    /** Sends an object and returns the answer. */
    public Map<String, Object> post(String path, Map<String, Object> body) {
        return call(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body), StandardCharsets.UTF_8)));
    }

    /** A path segment or query value that may hold anything. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(patience)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token());
    }

    private String token() {
        try {
            return Files.readString(token).strip();
        } catch (IOException e) {
            throw new CommandFault(
                    "There is no token at " + token + ": start the assistant with ./goldtier run, or name the"
                            + " folder of the one that runs with --goldtier.data=FOLDER.",
                    e);
        }
    }

    private Map<String, Object> call(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                throw new CommandFault(refusal(answer.statusCode(), answer.body()));
            }
            return answer.body().isBlank() ? Map.of() : Json.readObject(answer.body());
        } catch (JsonProblem e) {
            throw new CommandFault(
                    "What answers at " + address + " is not the assistant: name its port with" + " --server.port=PORT.",
                    e);
        } catch (HttpConnectTimeoutException e) {
            throw notRunning(e);
        } catch (HttpTimeoutException e) {
            throw new CommandFault(
                    "The assistant at " + address + " runs, but did not answer within " + patience.toSeconds()
                            + " s. Its terminal and " + address + "/actuator/health say what it lacks.",
                    e);
        } catch (IOException e) {
            throw notRunning(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFault("Interrupted while waiting for the assistant.", e);
        }
    }

    private CommandFault notRunning(IOException e) {
        return new CommandFault(
                "No assistant is running at " + address + ". Start it with ./goldtier run, or name"
                        + " its port with --server.port=PORT.",
                e);
    }

    private String refusal(int status, String body) {
        if (status == 401 || status == 403) {
            return "The assistant at " + address + " did not accept the token in " + token
                    + ": name its own data folder with --goldtier.data=FOLDER.";
        }
        try {
            Object error = Json.readObject(body).get("error");
            if (error != null) {
                return error.toString();
            }
        } catch (JsonProblem e) {
            return "The assistant answered with status " + status + ": " + body.strip();
        }
        return "The assistant answered with status " + status + ".";
    }

    /** Decides a request for approval; the reason may be null. */
    void decide(String approvalId, String decision, String reason) {
        post(
                "/api/approvals/" + encoded(approvalId),
                reason == null ? Map.of("decision", decision) : Map.of("decision", decision, "reason", reason));
    }
}
