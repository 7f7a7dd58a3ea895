package io.goldtier.approval;

import io.goldtier.skill.ApprovalDesk;
import io.goldtier.skill.ApprovalPolicy;
import io.goldtier.skill.Call;
import io.goldtier.skill.Skill;
import io.goldtier.store.Tx;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The requests for approval in the store. */
@Component
class Approvals implements ApprovalDesk {

    private final Clock clock;

    Approvals(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<Grant> granted(Tx tx, String actionId) {
        return tx.first(
                "SELECT params, decided_by, decided_how FROM approvals WHERE action_id = ? AND status = 'approved'",
                row -> new Grant(
                        "approved by " + row.string("decided_by") + " (" + row.string("decided_how") + ")",
                        row.json("params")),
                actionId);
    }

    @Override
    public String ask(Tx tx, Skill skill, Call call, ApprovalPolicy.Ask ask) {
        String approvalId = call.actionId();
        tx.update(
                "INSERT INTO approvals (approval_id, action_id, trigger_id, skill, params, rule, reason, status, created)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?) ON CONFLICT (action_id) DO NOTHING",
                approvalId,
                call.actionId(),
                call.triggerId(),
                skill.name(),
                call.input(),
                ask.rule(),
                ask.reason(),
                clock.instant());
        return approvalId;
    }
}
