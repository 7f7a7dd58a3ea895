package io.goldtier.loop.recovery;

import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.audit.chain.LogName;
import io.goldtier.loop.LoopRun;
import io.goldtier.loop.Loops;
import io.goldtier.loop.note.LoopFiles;
import io.goldtier.skill.Remedies;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.Obstacle;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.system.Systems;
import io.goldtier.skill.system.Turns;
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
    /** How long it is tried to find out by itself what became of an action. */
    static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration THROTTLED_FOR = Duration.ofMinutes(15);

    /** What a loop waits for while the outcome of its step is to be looked up. */
    static final String LOOKED_UP = "its outcome to be looked up";

    private final Store store;
    private final Skills skills;
    private final Systems systems;
    private final Actions actions;
    private final Remedies remedies;
    private final Effects effects;
    private final Turns turns;
    private final Loops loops;
    private final AuditLog log;
    private final RecoveryLog recovery;
    private final LoopFiles files;
    private final AskBack askBack;
    private final Clock clock;

    Settling(
            Store store,
            Skills skills,
            Systems systems,
            Actions actions,
            Remedies remedies,
            Effects effects,
            Turns turns,
            Loops loops,
            AuditLog log,
            RecoveryLog recovery,
            LoopFiles files,
            AskBack askBack,
            Clock clock) {
        this.store = store;
        this.skills = skills;
        this.systems = systems;
        this.actions = actions;
        this.remedies = remedies;
        this.effects = effects;
        this.turns = turns;
        this.loops = loops;
        this.log = log;
        this.recovery = recovery;
        this.files = files;
        this.askBack = askBack;
        this.clock = clock;
        systems.onWell(this::release);
    }

    /** How a loop goes on. */
    public sealed interface Verdict {

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
    public record Wait(String sentence, String waitingFor, Instant wakeAt, Consumer<Tx> record) implements Verdict {}

    /** A step that mends the problem was put before this one, which is tried again after it. */
    public record Mend(String sentence, Consumer<Tx> record) implements Verdict {}

    /** The loop ends here. */
    public record GiveUp(String sentence, Consumer<Tx> record) implements Verdict {}

    /** Wakes whoever waits for its turn and has it now. */
    public void letNextGo(Tx tx, String skill) {
        skills.find(skill)
                .filter(turns::has)
                .flatMap(card -> turns.first(tx, card.system()))
                .filter(Turns.First::waits)
                .ifPresent(first -> loops.wake(tx, first.triggerId()));
    }

    /** What a loop waits for while a person has to settle this action. */
    public static String waitingFor(Action action) {
        return "a person to settle " + action.actionId();
    }

    /** What becomes of the step after this outcome; what is to be recorded goes into the commit that ends the iteration. */
    public Verdict judge(LoopRun run, Outcome outcome) {
        Action step = run.step();
        Optional<Remedies.Step> remedy = remedies.against(step.type(), step.params(), outcome)
                .filter(found -> run.actions().stream()
                        .noneMatch(other -> step.actionId().equals(other.remedyFor())
                                && found.problem().equals(other.problem())));
        if (remedy.isPresent()) {
            return mend(run, step, outcome, remedy.get());
        }
        return switch (outcome.state()) {
            case DONE, SKIPPED ->
                new Closed("Success", tx -> {
                    systemIsWell(tx, step);
                    if (step.remedyFor() != null && outcome.state() == ActionState.DONE) {
                        useRemedy(tx, step, outcome.result());
                    }
                });
            case AWAITING_APPROVAL -> new Wait(outcome.sentence(), outcome.waitingFor(), null, nothing());
            case IN_DOUBT -> inDoubt(run, step, outcome.sentence(), nothing());
            case WAITING -> judgeWaiting(run, step, outcome);
            default ->
                run.actions().stream()
                        .filter(action -> action.state() == ActionState.SKIPPED && action.position() < step.position())
                        .findFirst()
                        .map(skipped -> skip(step, skipped, outcome))
                        .orElseGet(() -> new GiveUp(
                                outcome.sentence(),
                                tx -> recovery.failed(tx, step, "permanent", outcome.sentence(), null)));
        };
    }

    /** What fails after a step that was skipped, as in a dry run, misses what that one would have made. */
    private Verdict skip(Action step, Action skipped, Outcome outcome) {
        String reason = "Its step " + skipped.position() + " was skipped: " + outcome.sentence();
        return new Closed(reason, tx -> {
            actions.close(tx, step.actionId(), ActionState.SKIPPED, null, reason);
            log.append(
                    tx,
                    RecoveryLog.entry(step, Status.SKIPPED)
                            .detail("input", step.params())
                            .detail("reason", reason));
        });
    }

    /** A known remedy becomes a step of the plan, once for each problem of a step. */
    private Verdict mend(LoopRun run, Action step, Outcome outcome, Remedies.Step remedy) {
        String message = outcome.sentence();
        return new Mend(message + " First: " + remedy.skill(), tx -> {
            if (outcome.state() == ActionState.FAILED) {
                // It said no, so it is there: the remedy must not wait for the next probe
                systemIsWell(tx, step);
            }
            actions.addBefore(tx, step, remedy.problem(), remedy.skill(), remedy.input());
            askBack.of(run.trigger(), run.trusted(), remedy.skill(), remedy.input())
                    .ifPresent(told ->
                            actions.addBefore(tx, step, "told_" + remedy.problem(), told.skill(), told.params()));
            log.append(
                    tx,
                    LogName.ERROR,
                    RecoveryLog.entry(step, Status.FAILURE)
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
    private void useRemedy(Tx tx, Action remedy, Map<String, Object> result) {
        actions.find(tx, remedy.remedyFor())
                .filter(failed -> !failed.state().isClosed())
                .ifPresent(failed -> {
                    effects.forgetHarmless(tx, failed.actionId());
                    actions.reopen(
                            tx,
                            failed.actionId(),
                            remedies.again(failed.type(), remedy.problem(), failed.params(), result),
                            failed.message());
                });
    }

    private Verdict judgeWaiting(LoopRun run, Action step, Outcome outcome) {
        Instant now = clock.instant();
        Obstacle obstacle = outcome.obstacle();
        boolean open = outcome.proof() == null;
        if (open && isLate(step, now)) {
            return doubt(run, step, outcome, step.created());
        }
        Optional<Skill> asked = skills.find(step.type())
                .filter(skill -> open && !skill.verifyRoute().isEmpty());
        if (asked.isPresent()) {
            Instant next = later(now.plus(asked.get().settles()), obstacle.retryAt());
            return new Wait(outcome.sentence(), LOOKED_UP, next, tx -> {
                recovery.failed(tx, step, "unconfirmed", outcome.sentence(), next);
                if (obstacle.why() == Obstacle.Why.PAUSED) {
                    pause(tx, obstacle);
                } else if (obstacle.why() != Obstacle.Why.THROTTLED) {
                    systems.failed(tx, obstacle.system(), step.actionId(), obstacle.message(), true);
                }
            });
        }
        return switch (obstacle.why()) {
            // Woken when the route starts; the time is for a start in the very moment before this is recorded
            case STOPPED -> new Wait(outcome.sentence(), "skill " + obstacle.system(), now.plusSeconds(30), nothing());
            case NOT_YET -> new Wait(outcome.sentence(), "its time", obstacle.retryAt(), nothing());
            case TURN -> new Wait(outcome.sentence(), "turn " + obstacle.system(), obstacle.retryAt(), nothing());
            case UNRECORDED -> new Wait(outcome.sentence(), obstacle.system(), obstacle.retryAt(), nothing());
            case THROTTLED -> {
                Instant next = obstacle.retryAt() == null ? now.plus(THROTTLED_FOR) : obstacle.retryAt();
                yield new Wait(
                        outcome.sentence(),
                        "quota " + obstacle.system(),
                        next,
                        tx -> recovery.failed(tx, step, "throttled", outcome.sentence(), next));
            }
            case HELD ->
                // The probe may have got through since the call was held: then nobody else would wake this loop
                new Wait(
                        outcome.sentence(),
                        system(obstacle),
                        obstacle.retryAt(),
                        tx -> tx.beforeEnd(() -> {
                            if (systems.isUsable(tx, obstacle.system())) {
                                loops.wakeWaitingFor(tx, system(obstacle));
                            }
                        }));
            case PAUSED ->
                new Wait(outcome.sentence(), system(obstacle), null, tx -> {
                    recovery.failed(tx, step, "authentication", outcome.sentence(), null);
                    pause(tx, obstacle);
                });
            case UNREACHABLE, TROUBLED -> climb(run, step, outcome, now);
        };
    }

    /** An hour after what may have taken effect, whatever has kept it from being found out since. */
    private boolean isLate(Action step, Instant now) {
        return store.read(tx -> effects.of(tx, step.actionId())) instanceof Effects.Finding.Open found
                && now.isAfter(found.since().plus(PATIENCE));
    }

    private void pause(Tx tx, Obstacle obstacle) {
        if (systems.pause(tx, obstacle.system(), obstacle.message())) {
            files.alertPaused(tx, obstacle.system(), obstacle.message());
        }
    }

    private static String system(Obstacle obstacle) {
        return "system " + obstacle.system();
    }

    /**
     * The ladder: after 2 s, 4 s and 8 s, then every five minutes for an hour, then a person. A system that answers and
     * fails this action alone is not offline for the others.
     */
    private Verdict climb(LoopRun run, Action step, Outcome outcome, Instant now) {
        Obstacle obstacle = outcome.obstacle();
        boolean open = outcome.proof() == null;
        boolean answered = obstacle.why() == Obstacle.Why.TROUBLED;
        int retries = step.retries() + 1;
        Instant since = step.retrySince() == null ? now : step.retrySince();
        if (retries <= QUICK_RETRIES) {
            Instant next = later(now.plusSeconds(1L << retries), obstacle.retryAt());
            return new Wait(outcome.sentence(), answered ? "another try" : system(obstacle), next, tx -> {
                actions.countRetry(tx, step.actionId(), retries, since);
                systems.failed(tx, obstacle.system(), step.actionId(), obstacle.message(), answered);
                recovery.failed(tx, step, open ? "unconfirmed" : "transient", outcome.sentence(), next);
            });
        }
        if (Duration.between(since, now).compareTo(PATIENCE) < 0) {
            Instant next = later(now.plus(Systems.PROBE), obstacle.retryAt());
            boolean alone = answered && !store.read(tx -> systems.isFailing(tx, obstacle.system(), step.actionId()));
            String sentence = alone ? outcome.sentence() : obstacle.system() + " is offline: " + outcome.sentence();
            return new Wait(sentence, alone ? "another try" : system(obstacle), next, tx -> {
                actions.countRetry(tx, step.actionId(), retries, since);
                if (systems.failed(tx, obstacle.system(), step.actionId(), obstacle.message(), answered)) {
                    systems.offline(tx, obstacle.system(), obstacle.message());
                }
                recovery.failed(tx, step, alone ? "transient" : "offline", outcome.sentence(), next);
            });
        }
        return open ? doubt(run, step, outcome, since) : giveUp(run, step, obstacle, since);
    }

    private Verdict giveUp(LoopRun run, Action step, Obstacle obstacle, Instant since) {
        return new Wait(
                obstacle.system() + " has been offline for an hour: a person must say how to go on",
                waitingFor(step),
                null,
                tx -> {
                    actions.countRetry(tx, step.actionId(), 0, null);
                    systems.failed(tx, obstacle.system(), step.actionId(), obstacle.message(), false);
                    systems.offline(tx, obstacle.system(), obstacle.message());
                    recovery.failed(tx, step, "gave_up", obstacle.message(), null);
                    files.alertOffline(tx, step, obstacle.system(), obstacle.message(), since);
                });
    }

    /** What may have taken effect an hour ago is no longer looked into by itself. */
    private Verdict doubt(LoopRun run, Action step, Outcome outcome, Instant since) {
        String sentence = "It may have taken effect, and for an hour, since " + since + ", it could not be found out: "
                + outcome.obstacle().message();
        return inDoubt(run, step, sentence, tx -> {
            actions.countRetry(tx, step.actionId(), 0, null);
            actions.hold(tx, step.actionId(), ActionState.IN_DOUBT, sentence);
        });
    }

    private Verdict inDoubt(LoopRun run, Action step, String sentence, Consumer<Tx> first) {
        return new Wait("In doubt: a person must settle it", waitingFor(step), null, tx -> {
            first.accept(tx);
            recovery.failed(tx, step, "in_doubt", sentence, null);
            files.alertInDoubt(tx, run.loop(), step, sentence);
        });
    }

    private void systemIsWell(Tx tx, Action step) {
        String system = skills.find(step.type()).map(Skill::system).orElse("");
        if (!system.isEmpty()) {
            systems.well(tx, system);
        }
    }

    /** A system can be used again: all work that waited for it goes on. */
    private void release(Tx tx, String system) {
        recovery.back(tx, system);
        files.alertPausedIsOver(tx, system);
        loops.wakeWaitingFor(tx, "system " + system);
    }

    private static Instant later(Instant one, Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private static Consumer<Tx> nothing() {
        return tx -> {};
    }
}
