package io.goldtier.loop.recovery;

import io.goldtier.loop.Loops;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.vault.Vault;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Puts things in order after a process has died: at start for this one, later for others on the same store. */
@Component("loopRecovery")
public class LoopRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(LoopRecovery.class);

    /** Longer than any call takes: on a shared store one that was begun before that is of a process that has died. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

    private final Vault vault;
    private final Store store;
    private final Loops loops;
    private final Systems systems;
    private final Actions actions;
    private final OpenActions open;
    private final SkillCalls skillCalls;
    private final Clock clock;
    private final Queue<Action> interrupted = new ConcurrentLinkedQueue<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService calls = Executors.newSingleThreadExecutor(job -> {
        Thread thread = new Thread(job, "open-calls");
        thread.setDaemon(true);
        return thread;
    });

    LoopRecovery(
            Vault vault,
            Store store,
            Loops loops,
            Systems systems,
            Skills skills,
            Actions actions,
            OpenActions open,
            SkillCalls skillCalls,
            Clock clock) {
        this.vault = vault;
        this.store = store;
        this.loops = loops;
        this.systems = systems;
        this.actions = actions;
        this.open = open;
        this.skillCalls = skillCalls;
        this.clock = clock;
        skills.onStarted(name -> store.submit(tx -> {
            loops.wakeWaitingFor(tx, "skill " + name);
            return null;
        }));
    }

    /** Takes up what the last process left: its claims, and calls that it had begun. */
    public void atStart() {
        int reclaimed = loops.reclaim(!store.isShared());
        systems.tryPausedAgain();
        store.commit(tx -> {
            // One of them will be the probe; the others go on when it gets through
            systems.troubles().forEach(trouble -> loops.wakeWaitingFor(tx, "system " + trouble.system()));
            return null;
        });
        if (!store.isShared()) {
            interrupted.addAll(actions.interruptedCalls());
            lookIntoCalls();
        }
        if (reclaimed > 0) {
            LOG.info("Goes on with {} tasks.", reclaimed);
        }
    }

    /** Goes on, in the background, with a call from outside that may be done again. */
    public void goOn(Action call) {
        if (!underWay.add(call.actionId())) {
            return;
        }
        calls.execute(() -> {
            try {
                skillCalls.resume(call);
            } catch (RuntimeException e) {
                LOG.error("The call {} was not done: {}", call.actionId(), e.getMessage(), e);
            } finally {
                underWay.remove(call.actionId());
            }
        });
    }

    /**
     * Looks into calls from outside that the last process had begun, and, with growing pauses, into those whose answer was
     * lost: they have no loop that would. While a person wants that nothing acts, they wait.
     */
    public synchronized void lookIntoCalls() {
        if (vault.isStopped()) {
            return;
        }
        Instant now = clock.instant();
        if (store.isShared()) {
            // Another process may be in the middle of a younger one
            actions.interruptedCalls().stream()
                    .filter(call -> call.started().isBefore(now.minus(LONGEST_CALL)))
                    .forEach(interrupted::add);
        }
        for (Action call; (call = interrupted.poll()) != null; ) {
            if (mayBeDoneAgain(call)) {
                goOn(call);
            }
        }
        actions.openCalls().stream()
                .filter(call -> !underWay.contains(call.actionId()))
                .filter(call -> !now.isBefore(lastLook(call).plus(pause(call))))
                .filter(this::mayBeDoneAgain)
                .forEach(this::goOn);
    }

    /** One call that cannot be looked into must not keep the others from it. */
    private boolean mayBeDoneAgain(Action call) {
        try {
            return open.settleCall(call);
        } catch (RuntimeException e) {
            LOG.error("The call {} could not be looked into: {}", call.actionId(), e.getMessage(), e);
            return false;
        }
    }

    private static Instant lastLook(Action call) {
        return call.retrySince() == null ? call.started() : call.retrySince();
    }

    private static Duration pause(Action call) {
        return Duration.ofSeconds(Math.min(2L << Math.min(call.retries(), 10), Systems.PROBE.toSeconds()));
    }

    @PreDestroy
    void close() {
        calls.shutdown();
    }

    /** Renews this process's claims and takes over those of processes that are gone. */
    public void watch() {
        loops.renewLeases();
        int reclaimed = loops.reclaim(false);
        if (reclaimed > 0) {
            LOG.warn("Goes on with {} tasks whose process is gone.", reclaimed);
        }
    }
}
