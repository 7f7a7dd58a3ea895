package io.goldtier.approval;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Redaction;
import io.goldtier.audit.Status;
import io.goldtier.json.JsonSchema;
import io.goldtier.loop.Loops;
import io.goldtier.outbox.Alerts;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.vault.Alert;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** The one place where a request is decided: the first decision counts, whichever way it comes. */
@Component
public class Decisions {

    /** A plain yes means what was asked; where a person has written something else, nobody knows which of the two. */
    private static final String EDITED =
            "The note of this request in Pending_Approval was changed. To approve what it says"
                    + " now, move it to Approved; to approve what was asked, delete it: it comes again as it was";

    private static final String MASKED =
            "Where *** stands, a number or secret is hidden, and it would go out as ***, because the"
                    + " text round it was changed. Write the number out, or leave the whole text as it was";

    private final Store store;
    private final Approvals approvals;
    private final ApprovalNotes notes;
    private final Alerts alerts;
    private final Skills skills;
    private final Actions actions;
    private final Loops loops;
    private final AuditLog log;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Decisions(
            Store store,
            Approvals approvals,
            ApprovalNotes notes,
            Alerts alerts,
            Skills skills,
            Actions actions,
            Loops loops,
            AuditLog log,
            Clock clock) {
        this.store = store;
        this.approvals = approvals;
        this.notes = notes;
        this.alerts = alerts;
        this.skills = skills;
        this.actions = actions;
        this.loops = loops;
        this.log = log;
        this.clock = clock;
    }

    /** Yes, or no. */
    public enum Verdict {
        /** It may be done. */
        APPROVE,
        /** It must not be done. */
        REJECT
    }

    /**
     * What a person decided.
     *
     * @param approvalId which request
     * @param verdict yes or no
     * @param params what may be done; null means what was asked for, and is refused while its note says something else
     * @param who the person
     * @param how {@code file}, {@code console} or {@code rest}
     * @param reason why, or null
     * @param file the note that was moved, relative to the vault, or null
     */
    public record Decision(
            String approvalId,
            Verdict verdict,
            Map<String, Object> params,
            String who,
            String how,
            String reason,
            String file) {}

    /** What became of a decision. */
    public sealed interface Decided {

        /** It counts. */
        record Counts(ApprovalRequest request) implements Decided {}

        /** It came too late: the request had been decided, or had expired; nothing was changed. */
        record TooLate(ApprovalRequest request) implements Decided {}

        /** What it approves is not what the skill takes; nothing was changed. */
        record Invalid(String field, String sentence) implements Decided {}

        /** There is no such request. */
        record Unknown() implements Decided {}
    }

    /** Calls this, briefly, whenever something was decided. */
    void onDecision(Runnable listener) {
        listeners.add(listener);
    }

    /** Decides; returns when the decision is durable. */
    public Decided decide(Decision decision) {
        Optional<ApprovalRequest> found = approvals.find(decision.approvalId());
        if (found.isEmpty()) {
            return new Decided.Unknown();
        }
        Map<String, Object> params = decision.params() == null
                ? found.get().params()
                : Redaction.restore(decision.params(), found.get().params());
        if (decision.verdict() == Verdict.APPROVE) {
            Optional<JsonSchema.Fault> fault = check(found.get().skill(), params);
            if (fault.isPresent()) {
                return new Decided.Invalid(fault.get().field(), fault.get().sentence());
            }
            if (Redaction.isMaskLeft(params, found.get().params())) {
                return new Decided.Invalid("params", MASKED);
            }
            if (decision.params() == null && found.get().isPending() && notes.isEdited(found.get())) {
                return new Decided.Invalid("params", EDITED);
            }
        }
        return store.commit(tx -> decide(tx, decision, params));
    }

    private Optional<JsonSchema.Fault> check(String skill, Map<String, Object> params) {
        return skills.checkInput(skill, params);
    }

    private Decided decide(Tx tx, Decision decision, Map<String, Object> params) {
        boolean yes = decision.verdict() == Verdict.APPROVE;
        Instant now = clock.instant();
        int changed = tx.update(
                "UPDATE approvals SET status = ?, decided = ?, decided_by = ?, decided_how = ?, decision_reason = ?,"
                        + " approved_params = ?, approved_hash = ?, file = ?"
                        + " WHERE approval_id = ? AND status = 'pending' AND expires > ?",
                yes ? "approved" : "rejected",
                now,
                decision.who(),
                decision.how(),
                decision.reason(),
                yes ? params : null,
                yes ? Fingerprint.of(params) : null,
                decision.file(),
                decision.approvalId(),
                now);
        ApprovalRequest request = approvals.find(tx, decision.approvalId()).orElseThrow();
        if (changed == 0) {
            return new Decided.TooLate(request);
        }
        close(tx, request, yes ? null : rejection(decision));
        record(tx, request, yes ? "approve" : "reject");
        return new Decided.Counts(request);
    }

    private static String rejection(Decision decision) {
        boolean silent = decision.reason() == null || decision.reason().isBlank();
        return "Rejected by " + decision.who()
                + (silent ? "." : ": " + decision.reason().strip());
    }

    /** Ends a request that nobody has decided in time and tells people so, unless somebody just has. */
    void expire(ApprovalRequest pending, Alert alert) {
        store.commit(tx -> {
            int changed = tx.update(
                    "UPDATE approvals SET status = 'expired', decided = ?, decided_by = 'system', decided_how = 'expiry'"
                            + " WHERE approval_id = ? AND status = 'pending'",
                    clock.instant(),
                    pending.approvalId());
            if (changed == 0) {
                return null;
            }
            ApprovalRequest request = approvals.find(tx, pending.approvalId()).orElseThrow();
            close(tx, request, "Approval Timeout: nobody decided until " + request.expires() + ".");
            record(tx, request, "approval_timeout");
            alerts.raise(tx, alert);
            return null;
        });
    }

    /** Lets the action go on, or closes it with the reason when there is one; its plan goes on either way. */
    private void close(Tx tx, ApprovalRequest request, String refusal) {
        if (refusal == null) {
            if (request.isEdited()) {
                actions.edit(tx, request.actionId(), request.approvedParams());
            }
            actions.hold(tx, request.actionId(), ActionState.READY, "Approved by " + request.decidedBy() + ".");
        } else {
            actions.close(tx, request.actionId(), ActionState.REJECTED, null, refusal);
        }
        if (request.triggerId() != null) {
            loops.wake(tx, request.triggerId());
        }
        notes.show(tx, request.approvalId());
        listeners.forEach(tx::afterCommit);
    }

    private void record(Tx tx, ApprovalRequest request, String action) {
        String server = skills.find(request.skill()).map(Skill::server).orElse(null);
        String subject =
                skills.subject(request.skill(), request.effectiveParams()).line();
        AuditEntry entry = AuditEntry.of(action, "approval", Status.SUCCESS)
                .by(request.decidedBy())
                .skill(request.skill(), server)
                .trigger(request.triggerId())
                .detail("approval_id", request.approvalId())
                .detail("action_id", request.actionId())
                .detail("subject", subject.isEmpty() ? null : subject)
                .detail("how", request.decidedHow())
                .detail("reason", request.decisionReason())
                .detail("asked_hash", request.paramsHash())
                .detail("approved_hash", request.approvedHash());
        log.append(
                tx,
                request.isEdited()
                        ? entry.detail("difference", Fingerprint.difference(request.params(), request.approvedParams()))
                        : entry);
    }
}
