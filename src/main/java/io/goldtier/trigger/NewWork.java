package io.goldtier.trigger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trigger on its way in.
 *
 * @param trigger what to do; its status is {@code pending}
 * @param contentKey what a second copy of the same work has in common with the first
 * @param taskFile the claimed file's path inside the vault, such as {@code In_Progress/task.md}; null when there is none
 * @param sender who asks for it
 * @param notRead what of its message was not read, and may ask for something else, in sentences; null when all was
 */
public record NewWork(Trigger trigger, String contentKey, String taskFile, Sender sender, String notRead) {

    /** Work of a message that was read whole. */
    public NewWork(Trigger trigger, String contentKey, String taskFile, Sender sender) {
        this(trigger, contentKey, taskFile, sender, null);
    }

    /**
     * The same of a message that was read in part; its trigger says so in {@code source_data.not_read}.
     *
     * @param more what was not read, beside what is said of it already; null when there is nothing to add
     */
    public NewWork notRead(String more) {
        if (more == null) {
            return this;
        }
        String sentences = notRead == null ? more : more + " " + notRead;
        Map<String, Object> sourceData = new LinkedHashMap<>(trigger.sourceData());
        sourceData.put("not_read", sentences);
        Trigger told = new Trigger(
                trigger.triggerId(),
                trigger.sourceDomain(),
                trigger.sourceType(),
                sourceData,
                trigger.triggeredActions(),
                trigger.status(),
                trigger.created(),
                trigger.updated(),
                trigger.context());
        return new NewWork(told, contentKey, taskFile, sender, sentences);
    }
}
