package io.goldtier.sandbox.graph;

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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What a Facebook page and its Instagram account hold; kept in {@code sandbox-graph.json} in the data folder. Kinds:
 * {@code posts}, {@code photos}, {@code containers}, {@code media}.
 */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class GraphSandbox implements SandboxState, SandboxPosts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssZ").withZone(ZoneOffset.UTC);
    private static final List<String> KINDS = List.of("posts", "photos", "containers", "media");

    private static final int LOOKED_AT = 50;

    private final Path file;
    private final Clock clock;
    private final Map<String, List<Map<String, Object>>> all = new LinkedHashMap<>();

    GraphSandbox(Settings settings, Clock clock) {
        this.clock = clock;
        this.file = settings.data().resolve("sandbox-graph.json");
        KINDS.forEach(kind -> all.put(kind, new ArrayList<>()));
        try {
            if (Files.exists(file)) {
                Object kept = Json.read(Files.readString(file));
                if (kept instanceof List<?> posts) {
                    // As an earlier version kept it
                    read("posts", posts);
                } else if (kept instanceof Map<?, ?> kinds) {
                    KINDS.forEach(kind -> read(kind, kinds.get(kind) instanceof List<?> list ? list : List.of()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private void read(String kind, List<?> records) {
        for (Object each : records) {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) each).forEach((name, value) -> copy.put(String.valueOf(name), value));
            all.get(kind).add(copy);
        }
    }

    Instant now() {
        return clock.instant();
    }

    String time() {
        return TIME.format(now());
    }

    /** Adds a record, which gets its id. */
    synchronized Map<String, Object> add(String kind, String prefix, Map<String, Object> values) {
        List<Map<String, Object>> records = all.get(kind);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", prefix + (1_000_000_000L * (1 + KINDS.indexOf(kind)) + records.size() + 1));
        record.putAll(values);
        records.add(record);
        save();
        return record;
    }

    synchronized void change(Map<String, Object> record, String name, Object value) {
        record.put(name, value);
        save();
    }

    synchronized Optional<Map<String, Object>> find(String kind, Object id) {
        return all.get(kind).stream()
                .filter(record -> record.get("id").equals(id))
                .findFirst();
    }

    /** The newest records, newest first. */
    synchronized List<Map<String, Object>> newest(String kind, int most) {
        List<Map<String, Object>> records = all.get(kind);
        List<Map<String, Object>> newest = new ArrayList<>();
        for (int i = records.size() - 1; i >= 0 && newest.size() < most; i--) {
            newest.add(records.get(i));
        }
        return newest;
    }

    @Override
    public synchronized List<Post> timeline() {
        List<Post> timeline = new ArrayList<>();
        newest("posts", LOOKED_AT)
                .forEach(post -> timeline.add(new Post(
                        "Facebook",
                        text(post, "message"),
                        text(post, "link"),
                        post.get("photos") instanceof List<?> photos
                                ? "/sandbox/social/picture/graph/" + photos.get(0)
                                : null,
                        text(post, "created_time"),
                        text(post, "permalink_url"))));
        newest("media", LOOKED_AT)
                .forEach(media -> timeline.add(new Post(
                        "Instagram",
                        text(media, "caption"),
                        null,
                        String.valueOf(media.get("media_url")).replaceFirst("^http://[^/]*", ""),
                        text(media, "timestamp"),
                        text(media, "permalink"))));
        return timeline;
    }

    private static String text(Map<String, Object> record, String name) {
        return record.get(name) == null ? null : String.valueOf(record.get(name));
    }

    @Override
    public synchronized Optional<byte[]> picture(String id) {
        return find("photos", id).map(photo -> photo.get("source")).map(bytes -> Base64.getDecoder()
                .decode(String.valueOf(bytes)));
    }

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public synchronized Object state() {
        Map<String, Object> state = new LinkedHashMap<>();
        all.forEach((kind, records) -> state.put(
                kind,
                records.stream()
                        .map(record -> {
                            Map<String, Object> shown = new LinkedHashMap<>(record);
                            shown.remove("source");
                            return shown;
                        })
                        .toList()));
        return state;
    }

    private void save() {
        try {
            PrivateFile.write(file, Json.write(all));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
