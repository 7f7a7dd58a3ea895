package io.goldtier.trigger;

import io.goldtier.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
