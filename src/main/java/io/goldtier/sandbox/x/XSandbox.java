package io.goldtier.sandbox.x;

import io.goldtier.json.Json;
import io.goldtier.sandbox.SandboxPosts;
import io.goldtier.sandbox.SandboxState;
import io.goldtier.settings.Settings;
import io.goldtier.store.folder.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What an account on X holds; kept in {@code sandbox-x.json} in the data folder. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class XSandbox implements SandboxState, SandboxPosts {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int MOST_IN_WINDOW = 100;
    private static final int LIKE_BEFORE = 25;
    private static final long FIRST = 1_890_000_000_000_000_000L;

    private final Path file;
    private final Clock clock;
    private final List<Map<String, Object>> posts = new ArrayList<>();
    private final List<Map<String, Object>> media = new ArrayList<>();
    private Instant windowEnd = Instant.EPOCH;
    private int used;

    XSandbox(Settings settings, Clock clock) {
        this.clock = clock;
        this.file = settings.data().resolve("sandbox-x.json");
        try {
            if (Files.exists(file)) {
                Map<String, Object> kept = Json.readObject(Files.readString(file));
                read(kept.get("posts"), posts);
                read(kept.get("media"), media);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static void read(Object kept, List<Map<String, Object>> into) {
        for (Object each : kept instanceof List<?> list ? list : List.of()) {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) each).forEach((name, value) -> copy.put(String.valueOf(name), value));
            into.add(copy);
        }
    }

    /** What is left of a window. */
    record Window(int limit, int left, Instant end) {}

    /** Counts one request for a post; empty when there is none left in the window. */
    synchronized Optional<Window> take() {
        Instant now = clock.instant();
        if (!now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            used = 0;
        }
        if (used >= MOST_IN_WINDOW) {
            return Optional.empty();
        }
        used++;
        return Optional.of(window());
    }

    synchronized Window window() {
        return new Window(MOST_IN_WINDOW, MOST_IN_WINDOW - used, windowEnd);
    }

    /** Publishes; empty when one of the last posts has the same words. */
    synchronized Optional<Map<String, Object>> post(String text, List<Object> mediaIds) {
        boolean same = posts.stream()
                .skip(Math.max(0, posts.size() - LIKE_BEFORE))
                .anyMatch(post -> text.equals(post.get("text")));
        if (same) {
            return Optional.empty();
        }
        Map<String, Object> post = new LinkedHashMap<>();
        post.put("id", String.valueOf(FIRST + posts.size() + 1));
        post.put("text", text);
        post.put(
                "created_at",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z"));
        if (!mediaIds.isEmpty()) {
            post.put(
                    "attachments",
                    Map.of("media_keys", mediaIds.stream().map(id -> "3_" + id).toList()));
        }
        posts.add(post);
        save();
        return Optional.of(post);
    }

    /** Opens an upload. */
    synchronized Map<String, Object> open(String type, int size) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", String.valueOf(FIRST / 2 + media.size() + 1));
        record.put("media_type", type);
        record.put("total_bytes", size);
        record.put("source", "");
        record.put("state", "open");
        media.add(record);
        save();
        return record;
    }

    synchronized void change(Map<String, Object> record, String name, Object value) {
        record.put(name, value);
        save();
    }

    synchronized Optional<Map<String, Object>> upload(Object id) {
        return media.stream().filter(record -> record.get("id").equals(id)).findFirst();
    }

    /** The newest posts, newest first. */
    synchronized List<Map<String, Object>> newest(int most) {
        List<Map<String, Object>> newest = new ArrayList<>();
        for (int i = posts.size() - 1; i >= 0 && newest.size() < most; i--) {
            newest.add(posts.get(i));
        }
        return newest;
    }

    @Override
    public synchronized List<Post> timeline() {
        return newest(LIKE_BEFORE * 2).stream()
                .map(post -> new Post(
                        "X",
                        String.valueOf(post.get("text")),
                        null,
                        post.get("attachments") instanceof Map<?, ?> map
                                        && map.get("media_keys") instanceof List<?> keys
                                ? "/sandbox/social/picture/x/"
                                        + String.valueOf(keys.get(0)).replaceFirst("^3_", "")
                                : null,
                        String.valueOf(post.get("created_at")),
                        "https://x.com/i/web/status/" + post.get("id")))
                .toList();
    }

    @Override
    public synchronized Optional<byte[]> picture(String id) {
        return upload(id).map(record -> Base64.getDecoder().decode(String.valueOf(record.get("source"))));
    }

    @Override
    public String name() {
        return "x";
    }

    @Override
    public synchronized Object state() {
        return Map.of(
                "posts",
                List.copyOf(posts),
                "media",
                media.stream()
                        .map(record -> {
                            Map<String, Object> shown = new LinkedHashMap<>(record);
                            shown.remove("source");
                            return shown;
                        })
                        .toList());
    }

    private void save() {
        try {
            PrivateFile.write(file, Json.write(Map.of("posts", posts, "media", media)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
