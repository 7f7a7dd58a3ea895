package io.goldtier.sandbox.any;

import io.goldtier.json.Json;
import io.goldtier.sandbox.SandboxState;
import io.goldtier.settings.Settings;
import io.goldtier.store.folder.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A stand-in for systems that have none of their own: lists of records by system and kind, kept in
 * {@code sandbox-any.json} in the data folder. A new system's card leads here until it has an address.
 */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class AnySandbox implements SandboxState {

    /** Records kept of one kind; the oldest make room. */
    private static final int MOST = 1_000;

    /** Kinds kept of all systems together. */
    private static final int MOST_KINDS = 100;

    private final Path file;
    private final Map<String, Map<String, List<Map<String, Object>>>> systems = new TreeMap<>();

    AnySandbox(Settings settings) {
        this.file = settings.data().resolve("sandbox-any.json");
        try {
            if (Files.exists(file)) {
                Json.readObject(Files.readString(file))
                        .forEach((system, kinds) -> ((Map<?, ?>) kinds).forEach((kind, records) -> ((List<?>) records)
                                .forEach(record ->
                                        kind(system, String.valueOf(kind)).add(copy((Map<?, ?>) record)))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** Keeps a record under a new id, or under its own in place of the one that has it; empty when there is no room. */
    synchronized Optional<Map<String, Object>> put(String system, String kind, String id, Map<String, Object> fields) {
        if (!systems.getOrDefault(system, Map.of()).containsKey(kind)
                && systems.values().stream().mapToInt(Map::size).sum() >= MOST_KINDS) {
            return Optional.empty();
        }
        List<Map<String, Object>> records = kind(system, kind);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("id", id == null ? nextId(records) : id);
        fields.forEach(record::putIfAbsent);
        records.removeIf(other -> other.get("id").equals(record.get("id")));
        records.add(record);
        if (records.size() > MOST) {
            records.remove(0);
        }
        save();
        return Optional.of(record);
    }

    /** The records of a kind whose fields have these values. */
    synchronized List<Map<String, Object>> find(String system, String kind, Map<String, String> values) {
        return systems.getOrDefault(system, Map.of()).getOrDefault(kind, List.of()).stream()
                .filter(record -> values.entrySet().stream()
                        .allMatch(value -> value.getValue().equals(String.valueOf(record.get(value.getKey())))))
                .toList();
    }

    private static String nextId(List<Map<String, Object>> records) {
        return String.valueOf(records.stream()
                        .map(record -> String.valueOf(record.get("id")))
                        .filter(id -> id.matches("\\d{1,15}"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(0)
                + 1);
    }

    private List<Map<String, Object>> kind(String system, String kind) {
        return systems.computeIfAbsent(system, any -> new TreeMap<>()).computeIfAbsent(kind, any -> new ArrayList<>());
    }

    @Override
    public String name() {
        return "any";
    }

    @Override
    public synchronized Object state() {
        return Json.read(Json.write(systems));
    }

    private void save() {
        try {
            PrivateFile.write(file, Json.write(systems));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }

    private static Map<String, Object> copy(Map<?, ?> record) {
        Map<String, Object> copy = new LinkedHashMap<>();
        record.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }
}
