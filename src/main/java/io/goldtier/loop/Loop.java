package io.goldtier.loop;

import io.goldtier.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Ralph Wiggum loop as it stands in the store.
 *
 * @param loopId {@code ralph-YYYYMMDD-NNN}
 * @param triggerId the trigger whose plan it works through
 * @param taskFile the task's file, relative to the vault, or null
 * @param planMd the plan's file, relative to the vault
 * @param maxIterations how many iterations it may use, 1 to 10
 * @param currentIteration how many it has used
 * @param status how it stands
 * @param started when it began
 * @param completed when it ended, or null
 * @param outcome how it ended in a sentence, or null
 * @param waitingFor what it waits for, or null while it runs
 * @param wakeAt when it goes on by itself, or null
 */
public record Loop(
        String loopId,
        String triggerId,
        String taskFile,
        String planMd,
        int maxIterations,
        int currentIteration,
        LoopStatus status,
        Instant started,
        Instant completed,
        String outcome,
        String waitingFor,
        Instant wakeAt) {

    /** True when it is at work, or about to be. */
    public boolean isAtWork(Instant now) {
        return status == LoopStatus.ACTIVE && (waitingFor == null || wakeAt != null && !wakeAt.isAfter(now));
    }

    /** The loop as the data model writes it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("loop_id", loopId);
        map.put("task_file", taskFile);
        map.put("plan_md", planMd);
        map.put("max_iterations", maxIterations);
        map.put("current_iteration", currentIteration);
        map.put("status", status.word());
        map.put("started", Times.text(started));
        map.put("completed", completed == null ? null : Times.text(completed));
        map.put("outcome", outcome);
        map.put("trigger_id", triggerId);
        map.put("waiting_for", waitingFor);
        map.put("wake_at", wakeAt == null ? null : Times.text(wakeAt));
        return map;
    }
}
