package io.goldtier.trigger;

import io.goldtier.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A message that makes the business act: the data model's cross-domain trigger.
 *
 * @param triggerId unique identifier
 * @param sourceDomain {@code personal} or {@code business}
 * @param sourceType {@code whatsapp}, {@code gmail}, {@code file_drop} or {@code email}
 * @param sourceData the original message
 * @param triggeredActions what to do: maps of {@code type} and {@code params}
 * @param status where it stands
 * @param created when it came
 * @param updated when it last changed
 * @param context client name, amount, project, …
 */
public record Trigger(
        String triggerId,
        String sourceDomain,
        String sourceType,
        Map<String, Object> sourceData,
        List<Map<String, Object>> triggeredActions,
        TriggerStatus status,
        Instant created,
        Instant updated,
        Map<String, Object> context) {

    private static final int LONGEST_TITLE = 80;
    private static final int LONGEST_OBJECTIVE = 500;
    private static final int MOST_READ = 2_000;

    /** What it is about in a few words, for people; never empty. */
    public String title() {
        String objective = objective();
        int end = objective.indexOf(". ");
        return shorten(end > 10 ? objective.substring(0, end) : objective, LONGEST_TITLE);
    }

    /** What it is for, in the words of its message, else in those of its actions; one line, never empty. */
    public String objective() {
        String message = sourceData.get("message") instanceof String text ? oneLine(shorten(text, MOST_READ)) : "";
        return shorten(message.isEmpty() ? steps() : message, LONGEST_OBJECTIVE);
    }

    /** The client that it is for, if its context names one. */
    public Optional<String> client() {
        return context.get("client_name") instanceof String name && !name.isBlank()
                ? Optional.of(oneLine(name))
                : Optional.empty();
    }

    private String steps() {
        String what = triggeredActions.stream()
                .map(action -> String.valueOf(action.get("type")).replace('_', ' '))
                .distinct()
                .collect(Collectors.joining(", "));
        return Character.toUpperCase(what.charAt(0))
                + what.substring(1)
                + client().map(name -> " for " + name).orElse("");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String shorten(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 2)) ? length - 2 : length - 1;
        return text.substring(0, end) + "…";
    }

    /** The trigger as the data model writes it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trigger_id", triggerId);
        map.put("source_domain", sourceDomain);
        map.put("source_type", sourceType);
        map.put("source_data", sourceData);
        map.put("triggered_actions", triggeredActions);
        map.put("status", status.word());
        map.put("created", Times.text(created));
        map.put("updated", Times.text(updated));
        map.put("context", context);
        return map;
    }
}
