package io.goldtier.loop.recovery;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.audit.chain.LogName;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The lines of {@code error_log.jsonl}: every step of a recovery is one. */
@Component
class RecoveryLog {

    private final AuditLog log;

    RecoveryLog(AuditLog log) {
        this.log = log;
    }

    /**
     * A step that did not get done, or not yet.
     *
     * @param kind the class of trouble, such as {@code transient} or {@code in_doubt}
     * @param next when it is tried or looked at again, or null
     */
    void failed(Tx tx, Action step, String kind, String message, Instant next) {
        log.append(
                tx,
                LogName.ERROR,
                entry(step, Status.FAILURE)
                        .detail("class", kind)
                        .detail("attempt", step.attempts() + 1)
                        .detail("retries", step.retries())
                        .detail("next_at", next == null ? null : next.toString())
                        .error(message));
    }

    /** A system can be used again. */
    void back(Tx tx, String system) {
        log.append(
                tx,
                LogName.ERROR,
                AuditEntry.of("system_back", "recovery", Status.SUCCESS)
                        .detail("class", "back_online")
                        .detail("system", system)
                        .detail("message", system + " answers again; all work that waited for it goes on"));
    }

    /** An entry about a step, for either log. */
    static AuditEntry entry(Action step, Status status) {
        return AuditEntry.of(step.type(), "recovery", status)
                .skill(step.type(), null)
                .trigger(step.triggerId())
                .detail("action_id", step.actionId());
    }
}
