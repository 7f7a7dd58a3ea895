package io.goldtier.sandbox.graph;

import io.goldtier.json.Json;
import io.goldtier.sandbox.SandboxState;
import io.goldtier.settings.Settings;
import io.goldtier.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** A stand-in for a Facebook page; its posts are kept in {@code sandbox-graph.json} in the data folder. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class GraphSandbox implements SandboxState {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssZ").withZone(ZoneOffset.UTC);
    private static final int RECENT = 25;

    private final Path file;
    private final Clock clock;
    private final List<Map<String, Object>> posts = new ArrayList<>();

    GraphSandbox(Settings settings, Clock clock) {
        this.clock = clock;
        this.file = settings.data().resolve("sandbox-graph.json");
        try {
            if (Files.exists(file)) {
                for (Object post : Json.readArray(Files.readString(file))) {
                    posts.add(copy((Map<?, ?>) post));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Publishes; empty when the last post has the same words, which the real one refuses. */
    synchronized Optional<String> post(String page, String message, String link) {
        Map<String, Object> last = posts.isEmpty() ? Map.of() : posts.get(posts.size() - 1);
        if (message != null && message.equals(last.get("message"))) {
            return Optional.empty();
        }
        String id = page + "_" + (1_000_000_000L + posts.size() + 1);
        Map<String, Object> post = new LinkedHashMap<>();
        post.put("id", id);
        post.put("message", message);
        post.put("link", link);
        post.put("created_time", TIME.format(clock.instant()));
        post.put("permalink_url", "https://www.facebook.com/" + id.replace("_", "/posts/"));
        posts.add(post);
        save();
        return Optional.of(id);
    }

    synchronized Optional<Map<String, Object>> find(String id) {
        return posts.stream().filter(post -> post.get("id").equals(id)).findFirst();
    }

    /** The newest posts, newest first. */
    synchronized List<Map<String, Object>> recent() {
        List<Map<String, Object>> newest = new ArrayList<>();
        for (int i = posts.size() - 1; i >= 0 && newest.size() < RECENT; i--) {
            newest.add(posts.get(i));
        }
        return newest;
    }

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public synchronized Object state() {
        return Map.of("posts", List.copyOf(posts), "media", List.of());
    }

    private void save() {
        try {
            PrivateFile.write(file, Json.write(posts));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static Map<String, Object> copy(Map<?, ?> post) {
        Map<String, Object> copy = new LinkedHashMap<>();
        post.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
