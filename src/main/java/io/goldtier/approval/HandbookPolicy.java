package io.goldtier.approval;

import io.goldtier.skill.ApprovalPolicy;
import io.goldtier.skill.Caller;
import io.goldtier.skill.Skill;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The rules that hold when the company handbook is silent: the card decides, trusted senders' work goes by itself. */
@Component
class HandbookPolicy implements ApprovalPolicy {

    @Override
    public Decision decide(Skill skill, Map<String, Object> input, Caller caller) {
        return switch (skill.approval()) {
            case NEVER -> new Go("card: never");
            case ALWAYS -> new Ask("card: always", "This skill always asks.");
            case HANDBOOK ->
                caller.trusted()
                        ? new Go("handbook: trusted sender")
                        : new Ask("handbook: stranger", "It comes from a sender who is not a known contact.");
        };
    }
}
