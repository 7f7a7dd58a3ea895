package io.goldtier.web.api;

import io.goldtier.approval.ApprovalRequest;
import io.goldtier.approval.Approvals;
import io.goldtier.audit.Redaction;
import io.goldtier.loop.Loops;
import io.goldtier.store.Times;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A trigger with its plan's steps, as programs get to see it: with secrets masked. */
@Component
public class TriggerView {

    private final Triggers triggers;
    private final Actions actions;
    private final Loops loops;
    private final Approvals approvals;

    TriggerView(Triggers triggers, Actions actions, Loops loops, Approvals approvals) {
        this.triggers = triggers;
        this.actions = actions;
        this.loops = loops;
        this.approvals = approvals;
    }

    /**
     * The trigger in the data model's fields, plus {@code outcome} (how its plan ended, in a sentence), {@code plan_md}, {@code actions}, and in {@code remedies} the
     * steps that the loop added to mend a failed one.
     */
    public Optional<Map<String, Object>> of(String triggerId) {
        return triggers.find(triggerId).map(this::withSteps);
    }

    private Map<String, Object> withSteps(Trigger trigger) {
        Map<String, Object> map = trigger.toMap();
        loops.ofTrigger(trigger.triggerId()).ifPresent(loop -> map.put("outcome", loop.outcome()));
        map.put("plan_md", "Plans/PLAN_" + trigger.triggerId() + ".md");
        Map<Boolean, List<Map<String, Object>>> steps = actions.of(trigger.triggerId()).stream()
                .collect(Collectors.partitioningBy(
                        action -> action.remedyFor() != null,
                        Collectors.mapping(this::withAsked, Collectors.toList())));
        map.put("actions", steps.get(false));
        map.put("remedies", steps.get(true));
        return Redaction.mask(map);
    }

    /** What was asked stands beside what was approved when the two are not the same. */
    private Map<String, Object> withAsked(Action action) {
        Map<String, Object> map = step(action);
        approvals
                .ofAction(action.actionId())
                .filter(ApprovalRequest::isEdited)
                .ifPresent(request -> map.put("asked_params", request.params()));
        return map;
    }

    static Map<String, Object> step(Action action) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("action_id", action.actionId());
        map.put("position", action.position());
        map.put("type", action.type());
        map.put("params", action.params());
        map.put("state", action.state().word());
        map.put("attempts", action.attempts());
        map.put("result", action.result());
        map.put("message", action.message());
        map.put("created", time(action.created()));
        map.put("started", time(action.started()));
        map.put("ended", time(action.ended()));
        if (action.remedyFor() != null) {
            map.put("remedy_for", action.remedyFor());
        }
        return map;
    }

    private static String time(Instant time) {
        return time == null ? null : Times.text(time);
    }
}
