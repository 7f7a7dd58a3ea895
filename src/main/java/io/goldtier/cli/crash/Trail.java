package io.goldtier.cli.crash;

import io.goldtier.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the audit log says of each action: that it was begun, and how it ended. */
final class Trail {

    private final Set<String> begun = new HashSet<>();
    private final Map<String, String> ended = new HashMap<>();

    private Trail() {}

    /** @param logs the vault's {@code Logs} folder */
    static Trail read(Path logs) throws IOException {
        Trail trail = new Trail();
        List<Path> files;
        try (Stream<Path> all = Files.walk(logs)) {
            files = all.filter(f -> f.getFileName().toString().startsWith("audit_log"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    trail.add(Json.readObject(line));
                }
            }
        }
        return trail;
    }

    /** True when a {@code pending} line stands before whatever came of it. */
    boolean wasBegun(String actionId) {
        return begun.contains(actionId);
    }

    /** True when the last line about it says how it ended. */
    boolean hasEnded(String actionId) {
        return ended.containsKey(actionId);
    }

    private void add(Map<String, Object> entry) {
        if (entry.get("details") instanceof Map<?, ?> details && details.get("action_id") instanceof String id) {
            if ("pending".equals(entry.get("status"))) {
                begun.add(id);
                ended.remove(id);
            } else if (begun.contains(id)) {
                ended.put(id, String.valueOf(entry.get("status")));
            }
        }
    }
}
