package io.goldtier.approval;

import io.goldtier.skill.SkillCalls;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does the calls from outside, which belong to no plan, once a person has approved them. */
@Component
class ApprovedCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ApprovedCalls.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Vault vault;
    private final Store store;
    private final Actions actions;
    private final SkillCalls calls;
    private final Clock clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(job -> {
        Thread thread = new Thread(job, "approved-calls");
        thread.setDaemon(true);
        return thread;
    });

    ApprovedCalls(Vault vault, Store store, Actions actions, SkillCalls calls, Clock clock, Decisions decisions) {
        this.vault = vault;
        this.store = store;
        this.actions = actions;
        this.calls = calls;
        this.clock = clock;
        decisions.onDecision(this::goOn);
    }

    /** Does what is approved and not done, one after the other, in the background. */
    void goOn() {
        try {
            worker.execute(this::doAll);
        } catch (RejectedExecutionException e) {
            LOG.debug("Shutting down; approved calls go on after the next start");
        }
    }

    private void doAll() {
        if (vault.isStopped()) {
            return;
        }
        List<String> ready = store.read(tx -> tx.query(
                "SELECT a.action_id FROM approvals p JOIN actions a ON a.action_id = p.action_id"
                        + " WHERE p.status = 'approved' AND p.trigger_id IS NULL AND (a.state = 'ready'"
                        + " OR a.state = 'waiting' AND (a.started IS NULL OR a.started < ?)"
                        + " AND (a.wake_at IS NULL OR a.wake_at <= ?)"
                        // What may have taken effect is looked into first, and not simply begun again
                        + " AND NOT EXISTS (SELECT 1 FROM attempts e WHERE e.action_id = a.action_id"
                        + " AND e.mark IN ('about_to_act', 'took_effect'))) ORDER BY p.decided",
                row -> row.string("action_id"),
                clock.instant().minus(PAUSE),
                clock.instant()));
        for (String actionId : ready) {
            try {
                actions.find(actionId).filter(ApprovedCalls::isOpen).ifPresent(calls::resume);
            } catch (RuntimeException e) {
                LOG.error("The approved call {} was not done: {}", actionId, e.getMessage(), e);
            }
        }
    }

    private static boolean isOpen(Action action) {
        return action.state() == ActionState.READY || action.state() == ActionState.WAITING;
    }

    @PreDestroy
    void close() {
        worker.shutdown();
    }
}
