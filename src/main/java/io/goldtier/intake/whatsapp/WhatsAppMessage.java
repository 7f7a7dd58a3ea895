package io.goldtier.intake.whatsapp;

import io.goldtier.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One message as the Cloud API tells of it.
 *
 * @param fields the object of {@code messages[]}
 * @param profile the name that its sender has given himself, or null
 */
record WhatsAppMessage(Map<String, Object> fields, String profile) {

    private static final List<String> WITH_FILE = List.of("image", "document", "audio", "video", "sticker", "voice");

    @SuppressWarnings("unchecked")
    static WhatsAppMessage of(String payload) {
        Map<String, Object> kept = Json.readObject(payload);
        return new WhatsAppMessage((Map<String, Object>) kept.get("message"), (String) kept.get("profile"));
    }

    /** How it is kept. */
    String payload() {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("profile", profile);
        kept.put("message", fields);
        return Json.write(kept);
    }

    String id() {
        return text(fields, "id").orElse("");
    }

    String from() {
        return text(fields, "from").orElse("");
    }

    /** The message that it answers, if it says so. */
    List<String> answered() {
        return text(object(fields, "context"), "id").stream().toList();
    }

    String type() {
        return text(fields, "type").orElse("unknown");
    }

    /** The words that a rule may read; empty when it has none. */
    String words() {
        Map<String, Object> content = content();
        return switch (type()) {
            case "text" -> text(content, "body").orElse("");
            case "button" -> text(content, "text").orElse("");
            case "interactive" ->
                text(object(content, "button_reply"), "title")
                        .or(() -> text(object(content, "list_reply"), "title"))
                        .orElse("");
            default -> WITH_FILE.contains(type()) ? text(content, "caption").orElse("") : "";
        };
    }

    /** A line about what has no words, for people. */
    String told() {
        Map<String, Object> content = content();
        return switch (type()) {
            case "location" ->
                "A place: " + content.get("latitude") + ", " + content.get("longitude")
                        + text(content, "name").map(name -> " (" + name + ")").orElse("");
            case "contacts" -> "Contacts: " + names();
            case "reaction" ->
                "A reaction " + text(content, "emoji").orElse("") + " to the message "
                        + text(content, "message_id").orElse("");
            case "text", "button", "interactive" -> "";
            default -> WITH_FILE.contains(type()) ? "" : "A message of the kind " + type() + ", which cannot be read.";
        };
    }

    /** True for what asks for nothing: it is noted, and that is all. */
    boolean isOnlyNoted() {
        return type().equals("reaction");
    }

    private String names() {
        List<String> names = new ArrayList<>();
        if (fields.get("contacts") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> contact && contact.get("name") instanceof Map<?, ?> name) {
                    names.add(String.valueOf(name.get("formatted_name")));
                }
            }
        }
        return String.join(", ", names);
    }

    /**
     * A file that came with it.
     *
     * @param id what it is fetched by
     * @param name its name
     * @param sha256 its digest as the platform has signed it, or null
     */
    record Media(String id, String name, String sha256) {}

    Optional<Media> media() {
        Map<String, Object> content = content();
        if (!WITH_FILE.contains(type()) || text(content, "id").isEmpty()) {
            return Optional.empty();
        }
        String mime = text(content, "mime_type").orElse("application/octet-stream");
        String extension =
                mime.replaceFirst("[;\\s].*", "").replaceFirst(".*/", "").replaceAll("[^a-z0-9]", "");
        return Optional.of(new Media(
                text(content, "id").orElseThrow(),
                text(content, "filename").orElse(type() + "." + (extension.isEmpty() ? "bin" : extension)),
                text(content, "sha256").orElse(null)));
    }

    private Map<String, Object> content() {
        return object(fields, type());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> map, String name) {
        return map != null && map.get(name) instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
    }

    private static Optional<String> text(Map<String, Object> map, String name) {
        return map.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
