package io.goldtier.loop.recovery;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.loop.Loops;
import io.goldtier.skill.ApprovalDesk;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Effects;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A person settles an action that waits for a person. */
@Component
public class Resolution {

    private final Store store;
    private final Skills skills;
    private final Actions actions;
    private final Effects effects;
    private final ApprovalDesk desk;
    private final Loops loops;
    private final AuditLog log;

    Resolution(
            Store store,
            Skills skills,
            Actions actions,
            Effects effects,
            ApprovalDesk desk,
            Loops loops,
            AuditLog log) {
        this.store = store;
        this.skills = skills;
        this.actions = actions;
        this.effects = effects;
        this.desk = desk;
        this.loops = loops;
        this.log = log;
    }

    /** What a person found out about an action that waits to be settled. */
    public enum Finding {
        /** It took effect. */
        DONE,
        /** It did not, or may be done again. */
        RETRY
    }

    /**
     * Settles an action that waits for a person.
     *
     * @param output what the person knows of its result, for the steps after it; may be empty
     * @return a sentence that says what happens now
     * @throws IllegalArgumentException if there is no such action, it does not wait for this, or the output is not one of
     *     its skill
     */
    public String resolve(String actionId, Finding finding, Map<String, Object> output, String person) {
        return store.commit(tx -> {
            Action action = actions.find(tx, actionId)
                    .orElseThrow(() -> new IllegalArgumentException("There is no action " + actionId + "."));
            if (action.state() != ActionState.IN_DOUBT && action.state() != ActionState.WAITING) {
                throw new IllegalArgumentException("The action " + actionId + " is "
                        + action.state().word().replace('_', ' ') + "; there is nothing to settle.");
            }
            log.append(
                    tx,
                    AuditEntry.of("resolve_action", "operator", Status.SUCCESS)
                            .by(person)
                            .skill(action.type(), null)
                            .trigger(action.triggerId())
                            .detail("action_id", actionId)
                            .detail("finding", finding.name().toLowerCase(java.util.Locale.ROOT))
                            .detail("output", output.isEmpty() ? null : output));
            String sentence =
                    finding == Finding.DONE ? settleAsDone(tx, action, output, person) : again(tx, action, person);
            effects.forget(tx, actionId);
            if (action.triggerId() != null) {
                loops.wake(tx, action.triggerId());
            }
            return sentence;
        });
    }

    private String settleAsDone(Tx tx, Action action, Map<String, Object> output, String person) {
        Optional<Skill> skill = skills.find(action.type());
        Map<String, Object> result = new LinkedHashMap<>(output);
        skill.ifPresent(card -> card.output().misfits(output).keySet().stream()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(name + " = " + output.get(name) + " is not an output of "
                            + action.type() + "; its outputs are in docs/skills.md.");
                }));
        List<String> unknown = skill.map(card -> card.output().required()).orElse(List.of()).stream()
                .filter(name -> !output.containsKey(name))
                .toList();
        result.put("settled_by", person);
        actions.close(tx, action.actionId(), ActionState.DONE, result, null);
        return action.actionId() + " counts as done; its plan goes on."
                + (unknown.isEmpty()
                        ? ""
                        : " Not known of it, should a later step ask: " + String.join(", ", unknown)
                                + " (--output NAME=VALUE tells it).");
    }

    /** What always asks, asks again: the former yes was for one attempt. */
    private String again(Tx tx, Action action, String person) {
        boolean asks = skills.find(action.type())
                .map(skill -> skill.isPublishing() || skill.approval() == Skill.Approval.ALWAYS)
                .orElse(true);
        if (asks) {
            desk.withdraw(tx, action.actionId());
        }
        actions.hold(tx, action.actionId(), ActionState.READY, "to be tried again, says " + person);
        actions.countRetry(tx, action.actionId(), 0, null);
        return action.actionId() + (asks ? " is asked for again: see what needs you." : " is tried again now.");
    }
}
