package io.goldtier.sandbox.whatsapp;

import io.goldtier.sandbox.SandboxState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What the stand-in for WhatsApp holds, as long as this process runs. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class WhatsAppSandbox implements SandboxState {

    private static final int KEPT = 500;

    private final List<Map<String, Object>> messages = new ArrayList<>();
    private final Map<String, Media> media = new LinkedHashMap<>();

    record Media(String type, byte[] bytes) {}

    synchronized String send(Map<String, Object> message) {
        String id = "wamid." + UUID.randomUUID().toString().replace("-", "");
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("id", id);
        kept.putAll(message);
        messages.add(kept);
        if (messages.size() > KEPT) {
            messages.remove(0);
        }
        return id;
    }

    synchronized String upload(String type, byte[] bytes) {
        String id = String.valueOf(2_000_000_000L + media.size());
        media.put(id, new Media(type, bytes));
        return id;
    }

    synchronized Optional<Media> media(String id) {
        return Optional.ofNullable(media.get(id));
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public synchronized Object state() {
        return Map.of("messages", List.copyOf(messages), "media", List.copyOf(media.keySet()));
    }
}
