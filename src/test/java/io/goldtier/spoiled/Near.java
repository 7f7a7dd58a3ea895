package io.goldtier.spoiled;

import io.goldtier.Assistant;
import io.goldtier.json.Json;
import io.goldtier.loop.recovery.LoopRecovery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The assistant under test, as its user sees it: folders and an address. */
abstract class Near implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path home;

    Near(Path home) {
        this.home = home;
    }

    abstract String address();

    /** Stops it in an orderly way and starts it again. */
    abstract void restart();

    /** It looks into calls from outside whose answer was lost, as it does every two seconds of real time. */
    void lookIntoCalls() {}

    @Override
    public abstract void close();

    Path vault() {
        return home.resolve("vault");
    }

    String token() {
        try {
            return Files.readString(home.resolve("data").resolve("token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer to a request to its API, with this JSON if it is not null. */
    String call(String method, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Moves a file with this text into {@code Needs_Action/}, whole. */
    void drop(String name, String text) {
        try {
            Path draft = Files.createTempFile(home, "drop", ".tmp");
            Files.writeString(draft, text);
            Files.move(draft, vault().resolve("Needs_Action").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in a folder of its vault. */
    List<String> files(String folder) {
        try (Stream<Path> files = Files.list(vault().resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of its audit log. */
    List<Map<String, Object>> audit() {
        try (Stream<String> lines = Files.lines(vault().resolve("Logs").resolve("audit_log.jsonl"))) {
            return lines.map(Json::readObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One in this process. */
    static final class Here extends Near {

        private final Assistant assistant;

        Here(Path home, Assistant assistant) {
            super(home);
            this.assistant = assistant.start();
        }

        @Override
        void lookIntoCalls() {
            assistant.bean(LoopRecovery.class).lookIntoCalls();
        }

        @Override
        String address() {
            return assistant.address();
        }

        @Override
        void restart() {
            assistant.stop().start();
        }

        @Override
        public void close() {
            assistant.close();
        }
    }

    /** Changes its routes so that they do not wait longer than a test does, and adds the ledger's. */
    static void prepare(Assistant assistant) {
        assistant.route("connectors/ledger.camel.yaml", resource("ledger.camel.yaml"));
        String skill = resource("ledger-skill.camel.yaml");
        Map.of("unsafe", "unsafe", "safe", "safe", "verify", "verify: ledger-verify")
                .forEach((name, retry) -> assistant.route(
                        "skills/ledger_note_" + name + ".camel.yaml",
                        skill.replace("NAME", "ledger_note_" + name)
                                .replace("RETRY", retry)
                                .replace(
                                        "REFERENCE",
                                        name.equals("safe") ? ", reference: \"${variable.action_id}\"" : "")));
        patch(assistant, "policies/health.camel.yaml", "delay: 2000", "delay: 3600000");
        patch(assistant, "loop/approvals.camel.yaml", "period: 15000", "period: 500");
        patch(
                assistant,
                "connectors/facebook.camel.yaml",
                "connections: 4\n",
                "connections: 64\n        timeout: " + Bench.PATIENCE.toMillis() + "\n");
    }

    private static String resource(String name) {
        try (InputStream text = Near.class.getResourceAsStream("/spoiled/" + name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void patch(Assistant assistant, String file, String from, String to) {
        Path route = assistant.routes().resolve(file);
        try {
            if (Files.exists(route)) {
                assistant.route(file, Files.readString(route).replace(from, to));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
