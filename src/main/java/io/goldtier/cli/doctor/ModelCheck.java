package io.goldtier.cli.doctor;

import io.goldtier.agent.model.ModelSettings;
import io.goldtier.audit.Redaction;
import io.goldtier.json.Json;
import io.goldtier.settings.Mode;
import io.goldtier.settings.SettingFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Whether the model of the settings can be used: its address answers, takes our key and has a model of that name. Models are
 * only listed and none is asked anything, so that it costs nothing: {@code GET /models/NAME} and {@code GET /models}, which
 * OpenAI, Anthropic, Ollama, llama.cpp and vLLM have in common.
 */
final class ModelCheck {

    private static final String SUBJECT = "model";
    private static final String PREFIX = "goldtier.agent.model.";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LARGEST = 1 << 20;
    private static final int MOST_NAMES = 10;

    private final ModelSettings settings;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private ModelCheck(ModelSettings settings) {
        this.settings = settings;
    }

    /** A line about the model; none when the settings name none. */
    static List<Finding> check(Environment environment, Mode mode) {
        ModelSettings settings;
        try {
            settings = Binder.get(environment).bindOrCreate("goldtier.agent.model", ModelSettings.class);
        } catch (RuntimeException e) {
            return List.of(Finding.fault(SUBJECT, SettingFault.sentence(e)));
        }
        if (!settings.isSet()) {
            return List.of();
        }
        if (!settings.mayBeAsked(mode)) {
            return List.of(Finding.fault(SUBJECT, settings.refusal()));
        }
        return List.of(new ModelCheck(settings).look());
    }

    /** @param status the HTTP status */
    private record Answer(int status, String body) {

        boolean isThere() {
            return status == 200;
        }
    }

    private Finding look() {
        try {
            Answer one = get("/models/" + URLEncoder.encode(settings.name(), StandardCharsets.UTF_8));
            if (one.isThere() && named(one).isPresent()) {
                return well();
            }
            Optional<Finding> refused = refused(one);
            return refused.isPresent() ? refused.get() : among(get("/models"));
        } catch (IOException e) {
            return Finding.fault(
                    SUBJECT, "nothing answers at " + settings.url() + ": start it, or correct " + PREFIX + "url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.fault(SUBJECT, "the look at " + settings.url() + " was broken off");
        }
    }

    private Finding among(Answer list) {
        Optional<Finding> refused = refused(list);
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<List<String>> names = list.isThere() ? names(list) : Optional.empty();
        if (names.isEmpty()) {
            return Finding.warn(
                    SUBJECT,
                    settings.host() + " does not say which models it has (status " + list.status()
                            + "): try the model with ./goldtier agent-eval, or correct " + PREFIX + "url");
        }
        // Ollama knows a model by its name alone when it is the newest of that name
        if (names.get().contains(settings.name()) || names.get().contains(settings.name() + ":latest")) {
            return well();
        }
        return Finding.fault(
                SUBJECT,
                settings.host() + " has no model " + settings.name() + ": set " + PREFIX + "name to one that it has"
                        + (names.get().isEmpty()
                                ? ", or load one there"
                                : ", such as "
                                        + String.join(
                                                ", ",
                                                names.get().stream()
                                                        .limit(MOST_NAMES)
                                                        .toList())));
    }

    private Finding well() {
        return Finding.ok(SUBJECT, settings.host() + " answers, takes our key, and has " + settings.name());
    }

    /** What is wrong whatever was asked for. */
    private Optional<Finding> refused(Answer answer) {
        int status = answer.status();
        if (status == 401 || status == 403) {
            return Optional.of(Finding.fault(
                    SUBJECT,
                    settings.host() + " does not accept the key: set " + PREFIX + "api-key to one that is valid there"
                            + (settings.apiKey().isBlank() ? "; it is empty now" : "")));
        }
        if (status / 100 == 3) {
            return Optional.of(Finding.fault(
                    SUBJECT, settings.url() + " leads elsewhere (status " + status + "): correct " + PREFIX + "url"));
        }
        return status == 429 || status >= 500
                ? Optional.of(Finding.warn(
                        SUBJECT,
                        settings.host() + " has trouble of its own (status " + status + "): look again in a while"))
                : Optional.empty();
    }

    private Answer get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(settings.url().replaceFirst("/+$", "") + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("User-Agent", "goldtier")
                .GET();
        if (settings.protocol() == ModelSettings.Protocol.ANTHROPIC) {
            request.header("anthropic-version", "2023-06-01").header("x-api-key", settings.apiKey());
        } else if (!settings.apiKey().isBlank()) {
            request.header("Authorization", "Bearer " + settings.apiKey());
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), new String(body.readNBytes(LARGEST), StandardCharsets.UTF_8));
        }
    }

    private static Optional<String> named(Answer answer) {
        return read(answer).map(model -> model.get("id")).map(String::valueOf);
    }

    private static Optional<List<String>> names(Answer answer) {
        return read(answer)
                .map(list -> list.get("data"))
                .filter(List.class::isInstance)
                .map(data -> ((List<?>) data)
                        .stream()
                                .filter(Map.class::isInstance)
                                .map(model -> ((Map<?, ?>) model).get("id"))
                                .filter(String.class::isInstance)
                                .map(name -> Redaction.mask((String) name))
                                .toList());
    }

    private static Optional<Map<String, Object>> read(Answer answer) {
        try {
            return Optional.of(Json.readObject(answer.body()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
