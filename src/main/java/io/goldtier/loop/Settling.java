package io.goldtier.loop;

import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.LogName;
import io.goldtier.audit.Status;
import io.goldtier.skill.ApprovalDesk;
import io.goldtier.skill.Effects;
import io.goldtier.skill.Obstacle;
import io.goldtier.skill.Outcome;
import io.goldtier.skill.Remedies;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillCalls;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Decides how a loop goes on after a step: onward, wait and try again, ask a person, or give up. */
@Component
public class Settling {

    private static final int QUICK_RETRIES = 3;
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration THROTTLED_FOR = Duration.ofMinutes(15);
    private static final String LOOKED_UP = "its outcome to be looked up";

    private final Store store;
    private final Skills skills;
    private final Systems systems;
    private final Actions actions;
    private final Remedies remedies;
    private final Effects effects;
    private final ApprovalDesk desk;
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
            Effects effects,
            ApprovalDesk desk,
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
        this.effects = effects;
        this.desk = desk;
        this.loops = loops;
        this.log = log;
        this.files = files;
        this.verification = verification;
        this.clock = clock;
        systems.onWell(this::release);
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
            case IN_DOUBT ->
                new Wait("In doubt: a person must settle it", waitingFor(step), null, tx -> {
                    errorLine(tx, step, "in_doubt", outcome.sentence(), null);
                    files.alertInDoubt(tx, run.loop(), step, outcome.sentence());
                });
            case WAITING -> judgeWaiting(run, step, outcome);
            default -> new GiveUp(outcome.sentence(), tx -> errorLine(tx, step, "permanent", outcome.sentence(), null));
        };
    }

    /** A known remedy becomes a step of the plan, once for each problem of a step. */
    private Verdict mend(Action step, Outcome outcome, Remedies.Step remedy) {
        String message = outcome.sentence();
        return new Mend(message + " First: " + remedy.skill(), tx -> {
            if (outcome.state() == ActionState.FAILED) {
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
    private void useRemedy(Tx tx, Action remedy, Map<String, Object> result) {
        actions.find(tx, remedy.remedyFor())
                .filter(failed -> !failed.state().isClosed())
                .ifPresent(failed -> actions.reopen(
                        tx,
                        failed.actionId(),
                        remedies.again(failed.type(), remedy.problem(), failed.params(), result),
                        failed.message()));
    }

    private Verdict judgeWaiting(LoopRun run, Action step, Outcome outcome) {
        Instant now = clock.instant();
        Obstacle obstacle = outcome.obstacle();
        boolean open = outcome.proof() == null;
        Optional<Skill> asked = skills.find(step.type())
                .filter(skill -> open && !skill.verifyRoute().isEmpty());
        if (asked.isPresent()) {
            Instant next = later(now.plus(asked.get().settles()), obstacle.retryAt());
            return new Wait(outcome.sentence(), LOOKED_UP, next, tx -> {
                errorLine(tx, step, "unconfirmed", outcome.sentence(), next);
                systems.failed(tx, obstacle.system(), step.actionId(), obstacle.message(), true);
            });
        }
        return switch (obstacle.why()) {
            // Woken when the route starts; the time is for a start in the very moment before this is recorded
            case STOPPED -> new Wait(outcome.sentence(), "skill " + obstacle.system(), now.plusSeconds(30), nothing());
            case UNRECORDED -> new Wait(outcome.sentence(), obstacle.system(), obstacle.retryAt(), nothing());
            case THROTTLED -> {
                Instant next = obstacle.retryAt() == null ? now.plus(THROTTLED_FOR) : obstacle.retryAt();
                yield new Wait(
                        outcome.sentence(),
                        "quota " + obstacle.system(),
                        next,
                        tx -> errorLine(tx, step, "throttled", outcome.sentence(), next));
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
                    errorLine(tx, step, "authentication", outcome.sentence(), null);
                    if (systems.pause(tx, obstacle.system(), obstacle.message())) {
                        files.alertPaused(tx, obstacle.system(), obstacle.message());
                    }
                });
            case UNREACHABLE, TROUBLED -> climb(run, step, outcome, now);
        };
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
                errorLine(tx, step, open ? "unconfirmed" : "transient", outcome.sentence(), next);
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
                errorLine(tx, step, alone ? "transient" : "offline", outcome.sentence(), next);
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
                    errorLine(tx, step, "gave_up", obstacle.message(), null);
                    files.alertOffline(tx, step, obstacle.system(), obstacle.message(), since);
                });
    }

    /** What may have taken effect an hour ago is no longer looked into by itself. */
    private Verdict doubt(LoopRun run, Action step, Outcome outcome, Instant since) {
        String sentence = "It may have taken effect, and for an hour, since " + since + ", it could not be found out: "
                + outcome.obstacle().message();
        return new Wait("In doubt: a person must settle it", waitingFor(step), null, tx -> {
            actions.countRetry(tx, step.actionId(), 0, null);
            actions.hold(tx, step.actionId(), ActionState.IN_DOUBT, sentence);
            errorLine(tx, step, "in_doubt", sentence, null);
            files.alertInDoubt(tx, run.loop(), step, sentence);
        });
    }

    /**
     * Settles a step whose earlier attempt is open, because its process died or its answer was lost, as its card says.
     *
     * @return true when the loop can go on with the step, false when it rests
     */
    boolean settleOpen(LoopRun run, Action step) {
        Verification.Answer answer = tookEffect(step);
        if (answer instanceof Verification.Again && step.state() == ActionState.WAITING) {
            return true;
        }
        boolean goesOn = store.commit(tx -> record(tx, run, step, answer));
        if (goesOn) {
            run.loaded(run.trigger(), actions.of(step.triggerId()), run.sender(), run.trusted());
        } else {
            run.stop();
        }
        return goesOn;
    }

    /** Settles a call from outside whose attempt is open; true when it is to be done again. */
    boolean settleOpenCall(Action call) {
        Verification.Answer answer = tookEffect(call);
        return store.commit(tx -> record(tx, null, call, answer)) && answer instanceof Verification.Again;
    }

    /**
     * Skips a step that changes something after one that was skipped, as in a dry run: what it builds on was not made.
     *
     * @return true when it was skipped, and the loop goes on with the next
     */
    boolean skipsAfter(LoopRun run, Action step) {
        Optional<Action> skipped = run.actions().stream()
                .filter(action -> action.state() == ActionState.SKIPPED && action.position() < step.position())
                .findFirst();
        if (skipped.isEmpty() || skills.find(step.type()).map(Skill::isReadOnly).orElse(false)) {
            return false;
        }
        String reason = "Its step " + skipped.get().position() + " was skipped.";
        store.commit(tx -> {
            actions.close(tx, step.actionId(), ActionState.SKIPPED, null, reason);
            files.showSoon(tx, step.triggerId());
            log.append(
                    tx,
                    AuditEntry.of(step.type(), "ralph_wiggum_loop", Status.SKIPPED)
                            .skill(step.type(), null)
                            .trigger(step.triggerId())
                            .detail("action_id", step.actionId())
                            .detail("input", step.params())
                            .detail("reason", reason));
            return null;
        });
        return true;
    }

    private Verification.Answer tookEffect(Action step) {
        Optional<Skill> skill = skills.find(step.type());
        if (skill.map(Skill::isRepeatable).orElse(false)) {
            return new Verification.Again("the skill can be repeated under the same reference", false);
        }
        Effects.Finding finding = store.read(tx -> effects.of(tx, step.actionId()));
        if (finding instanceof Effects.Finding.Nothing) {
            return new Verification.Again("it had not acted yet", false);
        }
        if (finding instanceof Effects.Finding.Took took) {
            return skill.<Verification.Answer>map(card -> new Verification.Done(
                            "the outside had said that it took effect",
                            SkillCalls.known(card, took.known(), "the process died before it was read")))
                    .orElseGet(() -> new Verification.Unknown("its skill is gone"));
        }
        return skill.filter(card -> !card.verifyRoute().isEmpty())
                .map(card -> verification.ask(card, step, (Effects.Finding.Open) finding))
                .orElseGet(() -> new Verification.Unknown("the skill has no way to look whether it took effect"));
    }

    private boolean record(Tx tx, LoopRun run, Action step, Verification.Answer answer) {
        boolean interrupted = step.state() == ActionState.RUNNING;
        String found =
                (interrupted ? "interrupted while it was running: " : "its answer was lost: ") + answer.sentence();
        errorLine(tx, step, interrupted ? "interrupted" : "unconfirmed", found, null);
        if (answer instanceof Verification.Done done) {
            actions.close(tx, step.actionId(), ActionState.DONE, done.output(), null);
            effects.forget(tx, step.actionId());
            systemIsWell(tx, step);
            log.append(tx, entry(step, Status.SUCCESS).detail("recovered", true).detail("output", done.output()));
            return true;
        }
        if (run != null && interrupted) {
            run.takeUpAgain();
        }
        if (answer instanceof Verification.Again again) {
            if (again.proved()) {
                effects.provedNone(tx, step.actionId());
            }
            actions.hold(tx, step.actionId(), ActionState.READY, found);
            log.append(tx, entry(step, Status.FAILURE).error(found).detail("recovered", true));
            return true;
        }
        if (answer instanceof Verification.Later later) {
            actions.hold(tx, step.actionId(), ActionState.WAITING, found);
            if (run != null) {
                loops.suspend(tx, run.loop().loopId(), run.iterations(), LOOKED_UP, later.at());
            }
            return false;
        }
        actions.hold(tx, step.actionId(), ActionState.IN_DOUBT, found);
        log.append(tx, entry(step, Status.FAILURE).error(found).detail("in_doubt", true));
        if (run != null) {
            loops.suspend(tx, run.loop().loopId(), run.iterations(), waitingFor(step), null);
        }
        files.alertInDoubt(tx, run == null ? null : run.loop(), step, found);
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
        skill.ifPresent(card -> result.keySet().stream()
                .filter(name -> !card.output().fitting(output).containsKey(name))
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

    private void systemIsWell(Tx tx, Action step) {
        String system = skills.find(step.type()).map(Skill::system).orElse("");
        if (!system.isEmpty()) {
            systems.well(tx, system);
        }
    }

    /** A system can be used again: all work that waited for it goes on. */
    private void release(Tx tx, String system) {
        log.append(
                tx,
                LogName.ERROR,
                AuditEntry.of("system_back", "recovery", Status.SUCCESS)
                        .detail("class", "back_online")
                        .detail("system", system)
                        .detail("message", system + " answers again; all work that waited for it goes on"));
        loops.wakeWaitingFor(tx, "system " + system);
    }

    private void errorLine(Tx tx, Action step, String kind, String message, Instant next) {
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
