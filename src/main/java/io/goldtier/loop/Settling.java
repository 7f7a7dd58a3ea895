package io.goldtier.loop;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.LogName;
import io.goldtier.audit.Status;
import io.goldtier.skill.Outcome;
import io.goldtier.skill.Remedies;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.Systems;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Decides how a loop goes on after a step: onward, wait and try again, ask a person, or give up. */
@Component
public class Settling {

    private static final int QUICK_RETRIES = 3;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Store store;
    private final Skills skills;
    private final Systems systems;
    private final Actions actions;
    private final Remedies remedies;
    private final Loops loops;
    private final AuditLog log;
    private final LoopFiles files;
    private final Verification verification;
    private final Clock clock;

    Settling(
            Store store,
            Skills skills,
            Systems systems,
            Actions actions,
            Remedies remedies,
            Loops loops,
            AuditLog log,
            LoopFiles files,
            Verification verification,
            Clock clock) {
        this.store = store;
        this.skills = skills;
        this.systems = systems;
        this.actions = actions;
        this.remedies = remedies;
        this.loops = loops;
        this.log = log;
        this.files = files;
        this.verification = verification;
        this.clock = clock;
    }

    /** How a loop goes on. */
    sealed interface Verdict {

        /** What was decided, in a sentence. */
        String sentence();

        /** What else belongs into the commit that records it. */
        Consumer<Tx> record();

        /** True when the loop takes the next step at once. */
        default boolean goesOn() {
            return this instanceof Closed || this instanceof Mend;
        }

        /** True when the step came to an end that uses up an iteration. */
        default boolean isOver() {
            return !(this instanceof Wait);
        }

        /** The phase that comes next, or null when the loop rests. */
        default String nextPhase() {
            return goesOn() ? "READ" : null;
        }
    }

    /** The step is done. */
    record Closed(String sentence, Consumer<Tx> record) implements Verdict {}

    /** The step is tried again at that time, or when the loop is woken if that is null. */
    record Wait(String sentence, String waitingFor, Instant wakeAt, Consumer<Tx> record) implements Verdict {}

    /** A step that mends the problem was put before this one, which is tried again after it. */
    record Mend(String sentence, Consumer<Tx> record) implements Verdict {}

    /** The loop ends here. */
    record GiveUp(String sentence, Consumer<Tx> record) implements Verdict {}

    /** What a loop waits for while a person has to settle this action. */
    static String waitingFor(Action action) {
        return "a person to settle " + action.actionId();
    }

    Verdict judge(LoopRun run, Outcome outcome) {
        Action step = run.step();
        Optional<Remedies.Step> remedy = remedies.against(step.type(), step.params(), outcome)
                .filter(found -> run.actions().stream()
                        .noneMatch(other -> step.actionId().equals(other.remedyFor())
                                && found.problem().equals(other.problem())));
        if (remedy.isPresent()) {
            return mend(step, outcome, remedy.get());
        } else if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Skipped) {
            return new Closed("Success", tx -> {
                systemIsWell(tx, step);
                if (step.remedyFor() != null && outcome instanceof Outcome.Done done) {
                    useRemedy(tx, step, done);
                }
            });
        } else if (outcome instanceof Outcome.Refused refused) {
            return new GiveUp(refused.message(), nothing());
        } else if (outcome instanceof Outcome.Failed failed) {
            return new GiveUp(failed.message(), tx -> errorLine(tx, step, "permanent", failed.message(), null));
        } else if (outcome instanceof Outcome.PendingApproval pending) {
            return new Wait(
                    "Waits for approval " + pending.approvalId(), "approval " + pending.approvalId(), null, nothing());
        } else if (outcome instanceof Outcome.Throttled throttled) {
            return new Wait(
                    throttled.message(),
                    "quota " + throttled.quota(),
                    throttled.until(),
                    tx -> errorLine(tx, step, "throttled", throttled.message(), throttled.until()));
        } else if (outcome instanceof Outcome.InDoubt doubt) {
            return new Wait("In doubt: a person must settle it", waitingFor(step), null, tx -> {
                errorLine(tx, step, "in_doubt", doubt.message(), null);
                tx.afterCommit(() -> files.alertInDoubt(run.loop(), step, doubt.message()));
            });
        }
        return judge(run, step, (Outcome.Unavailable) outcome);
    }

    /** A known remedy becomes a step of the plan, once for each problem of a step. */
    private Verdict mend(Action step, Outcome outcome, Remedies.Step remedy) {
        String message =
                outcome instanceof Outcome.Failed failed ? failed.message() : ((Outcome.Unavailable) outcome).message();
        return new Mend(message + " First: " + remedy.skill(), tx -> {
            if (outcome instanceof Outcome.Failed) {
                // It said no, so it is there: the remedy must not wait for the next probe
                systemIsWell(tx, step);
            }
            actions.addBefore(tx, step, remedy.problem(), remedy.skill(), remedy.input());
            log.append(
                    tx,
                    LogName.ERROR,
                    entry(step, Status.FAILURE)
                            .error(message)
                            .detail("class", "self_correction")
                            .detail("problem", remedy.problem())
                            .detail("remedy", remedy.skill())
                            .detail("remedy_input", remedy.input())
                            .detail("attempt", step.attempts() + 1)
                            .detail("next_at", clock.instant().toString()));
        });
    }

    /** What a remedy found out goes into the step that is tried again. */
    private void useRemedy(Tx tx, Action remedy, Outcome.Done done) {
        actions.find(tx, remedy.remedyFor())
                .filter(failed -> !failed.state().isClosed())
                .ifPresent(failed -> actions.reopen(
                        tx,
                        failed.actionId(),
                        remedies.again(failed.type(), remedy.problem(), failed.params(), done.output()),
                        failed.message()));
    }

    private Verdict judge(LoopRun run, Action step, Outcome.Unavailable away) {
        Instant now = clock.instant();
        return switch (away.why()) {
            // Woken when the route starts; the time is for a start in the very moment before this is recorded
            case STOPPED -> new Wait(away.message(), "skill " + away.system(), now.plusSeconds(30), nothing());
            case UNRECORDED -> new Wait(away.message(), away.system(), away.retryAt(), nothing());
            case HELD ->
                // The probe may have got through since the call was held: then nobody else would wake this loop
                new Wait(
                        away.message(),
                        "system " + away.system(),
                        away.retryAt(),
                        tx -> tx.beforeEnd(() -> {
                            if (systems.isUsable(tx, away.system())) {
                                loops.wakeWaitingFor(tx, "system " + away.system());
                            }
                        }));
            case PAUSED ->
                new Wait(away.message(), "system " + away.system(), null, tx -> {
                    errorLine(tx, step, "authentication", away.message(), null);
                    if (systems.pause(tx, away.system(), away.message())) {
                        tx.afterCommit(() -> files.alertPaused(away.system(), away.message()));
                    }
                });
            case OFFLINE -> climb(run, step, away, now);
        };
    }

    /** The ladder: after 2 s, 4 s and 8 s, then every five minutes for an hour, then a person. */
    private Verdict climb(LoopRun run, Action step, Outcome.Unavailable away, Instant now) {
        int retries = step.retries() + 1;
        Instant since = step.retrySince() == null ? now : step.retrySince();
        if (retries <= QUICK_RETRIES) {
            Instant next = later(now.plusSeconds(1L << retries), away.retryAt());
            return new Wait(away.message(), "another try", next, tx -> {
                actions.countRetry(tx, step.actionId(), retries, since);
                errorLine(tx, step, "transient", away.message(), next);
            });
        }
        if (Duration.between(since, now).compareTo(PATIENCE) < 0) {
            Instant next = later(now.plus(Systems.PROBE), away.retryAt());
            return new Wait(away.system() + " is offline: " + away.message(), "system " + away.system(), next, tx -> {
                actions.countRetry(tx, step.actionId(), retries, since);
                systems.offline(tx, away.system(), away.message());
                errorLine(tx, step, "offline", away.message(), next);
            });
        }
        return new Wait(
                away.system() + " has been offline for an hour: a person must say how to go on",
                waitingFor(step),
                null,
                tx -> {
                    actions.countRetry(tx, step.actionId(), 0, null);
                    systems.offline(tx, away.system(), away.message());
                    errorLine(tx, step, "gave_up", away.message(), null);
                    tx.afterCommit(() -> files.alertOffline(run.loop(), step, away.system(), away.message(), since));
                });
    }

    /**
     * Settles a step that was running when its process died, as its card says.
     *
     * @return true when the loop can go on with the step, false when it rests
     */
    boolean settleInterrupted(LoopRun run, Action step) {
        Verification.Answer answer = tookEffect(step);
        boolean goesOn = store.commit(tx -> record(tx, run, step, answer));
        if (goesOn) {
            run.loaded(run.trigger(), actions.of(step.triggerId()), run.sender(), run.trusted());
        } else {
            run.stop();
        }
        return goesOn;
    }

    /** Settles a call from outside that was running when its process died; true when it is to be done again. */
    boolean settleInterruptedCall(Action call) {
        Verification.Answer answer = tookEffect(call);
        return store.commit(tx -> record(tx, null, call, answer)) && answer instanceof Verification.NotDone;
    }

    private Verification.Answer tookEffect(Action step) {
        Optional<Skill> skill = skills.find(step.type());
        if (skill.map(Skill::isRepeatable).orElse(false)) {
            return new Verification.NotDone("the skill can be repeated under the same reference");
        }
        String route = skill.map(Skill::verifyRoute).orElse("");
        return route.isEmpty()
                ? new Verification.Unknown("the skill has no way to look whether it took effect")
                : verification.ask(route, step);
    }

    private boolean record(Tx tx, LoopRun run, Action step, Verification.Answer answer) {
        String found = "interrupted while it was running: " + answer.sentence();
        errorLine(tx, step, "interrupted", found, null);
        if (answer instanceof Verification.Done done) {
            actions.close(tx, step.actionId(), ActionState.DONE, done.output(), null);
            log.append(tx, entry(step, Status.SUCCESS).detail("recovered", true).detail("output", done.output()));
            return true;
        }
        if (run != null) {
            run.takeUpAgain();
        }
        if (answer instanceof Verification.NotDone) {
            actions.hold(tx, step.actionId(), ActionState.READY, found);
            log.append(tx, entry(step, Status.FAILURE).error(found).detail("recovered", true));
            return true;
        }
        actions.hold(tx, step.actionId(), ActionState.IN_DOUBT, found);
        log.append(tx, entry(step, Status.FAILURE).error(found).detail("in_doubt", true));
        if (run != null) {
            loops.suspend(tx, run.loop().loopId(), run.iterations(), waitingFor(step), null);
        }
        tx.afterCommit(() -> files.alertInDoubt(run == null ? null : run.loop(), step, found));
        return false;
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
     * @return a sentence that says what happens now
     * @throws IllegalArgumentException if there is no such action, or it does not wait for this
     */
    public String resolve(String actionId, Finding finding, String person) {
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
                            .detail("finding", finding.name().toLowerCase(java.util.Locale.ROOT)));
            if (finding == Finding.DONE) {
                actions.close(tx, actionId, ActionState.DONE, Map.of("settled_by", person), null);
            } else {
                actions.hold(tx, actionId, ActionState.READY, "to be tried again, says " + person);
                actions.countRetry(tx, actionId, 0, null);
            }
            if (action.triggerId() != null) {
                loops.wake(tx, action.triggerId());
            }
            return finding == Finding.DONE
                    ? actionId + " counts as done; its plan goes on."
                    : actionId + " is tried again now.";
        });
    }

    private void systemIsWell(Tx tx, Action step) {
        String system = skills.find(step.type()).map(Skill::system).orElse("");
        if (!system.isEmpty() && systems.well(tx, system)) {
            errorLine(tx, step, "back_online", system + " answers again; all work that waited for it goes on", null);
            loops.wakeWaitingFor(tx, "system " + system);
        }
    }

    private void errorLine(Tx tx, Action step, String kind, String message, Instant next) {
        boolean good = kind.equals("back_online");
        AuditEntry entry = entry(step, good ? Status.SUCCESS : Status.FAILURE)
                .detail("class", kind)
                .detail("attempt", step.attempts() + 1)
                .detail("retries", step.retries())
                .detail("next_at", next == null ? null : next.toString());
        log.append(tx, LogName.ERROR, good ? entry.detail("message", message) : entry.error(message));
    }

    private static AuditEntry entry(Action step, Status status) {
        return AuditEntry.of(step.type(), "recovery", status)
                .skill(step.type(), null)
                .trigger(step.triggerId())
                .detail("action_id", step.actionId());
    }

    private static Instant later(Instant one, Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private static Consumer<Tx> nothing() {
        return tx -> {};
    }
}
