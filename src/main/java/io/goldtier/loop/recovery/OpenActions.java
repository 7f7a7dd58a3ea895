package io.goldtier.loop.recovery;

import io.goldtier.audit.AuditLog;
import io.goldtier.audit.Status;
import io.goldtier.loop.LoopRun;
import io.goldtier.loop.Loops;
import io.goldtier.loop.note.LoopFiles;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.OutcomeDecider;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of actions whose attempt is open, because their process died or their answer was lost, as their
 * cards say.
 */
@Component
public class OpenActions {

    private final Store store;
    private final Skills skills;
    private final Systems systems;
    private final Actions actions;
    private final Effects effects;
    private final Loops loops;
    private final AuditLog log;
    private final RecoveryLog recovery;
    private final LoopFiles files;
    private final Verification verification;
    private final Clock clock;

    OpenActions(
            Store store,
            Skills skills,
            Systems systems,
            Actions actions,
            Effects effects,
            Loops loops,
            AuditLog log,
            RecoveryLog recovery,
            LoopFiles files,
            Verification verification,
            Clock clock) {
        this.store = store;
        this.skills = skills;
        this.systems = systems;
        this.actions = actions;
        this.effects = effects;
        this.loops = loops;
        this.log = log;
        this.recovery = recovery;
        this.files = files;
        this.verification = verification;
        this.clock = clock;
    }

    /**
     * Settles a step whose earlier attempt is open, because its process died or its answer was lost, as its card says.
     *
     * @return true when the loop can go on with the step, false when it rests
     */
    public boolean settle(LoopRun run, Action step) {
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
    boolean settleCall(Action call) {
        Verification.Answer answer = tookEffect(call);
        return store.commit(tx -> record(tx, null, call, answer)) && answer instanceof Verification.Again;
    }

    private Verification.Answer tookEffect(Action step) {
        Optional<Skill> skill = skills.find(step.type());
        boolean repeatable = skill.map(Skill::isRepeatable).orElse(false);
        if (repeatable && step.triggerId() != null) {
            return Verification.Again.underItsReference(skill.get());
        }
        Effects.Finding finding = store.read(tx -> effects.of(tx, step.actionId()));
        if (finding instanceof Effects.Finding.Nothing) {
            return new Verification.Again("it had not acted yet", false, false);
        }
        if (repeatable) {
            return mayStillRepeat(finding)
                    ? Verification.Again.underItsReference(skill.get())
                    : new Verification.Unknown("for an hour it could not be found out");
        }
        if (finding instanceof Effects.Finding.Took took) {
            return skill.<Verification.Answer>map(card -> new Verification.Done(
                            "the outside had said that it took effect",
                            OutcomeDecider.known(card, took.known(), Map.of(), "the process died before it was read")
                                    .output()))
                    .orElseGet(() -> new Verification.Unknown("its skill is gone"));
        }
        return skill.filter(card -> !card.verifyRoute().isEmpty())
                .map(card -> verification.ask(card, step, (Effects.Finding.Open) finding))
                .orElseGet(() -> new Verification.Unknown("the skill has no way to look whether it took effect"));
    }

    /** A step of a plan climbs its ladder; a call from outside has none, so its hour is looked at here. */
    private boolean mayStillRepeat(Effects.Finding finding) {
        return !(finding instanceof Effects.Finding.Open open)
                || clock.instant().isBefore(open.since().plus(Settling.PATIENCE));
    }

    private boolean record(Tx tx, LoopRun run, Action step, Verification.Answer answer) {
        boolean interrupted = step.state() == ActionState.RUNNING;
        String found =
                (interrupted ? "interrupted while it was running: " : "its answer was lost: ") + answer.sentence();
        recovery.failed(tx, step, interrupted ? "interrupted" : "unconfirmed", found, null);
        if (answer instanceof Verification.Done done) {
            actions.close(tx, step.actionId(), ActionState.DONE, done.output(), null);
            effects.forget(tx, step.actionId());
            skills.find(step.type()).map(Skill::system).ifPresent(system -> systems.well(tx, system));
            log.append(
                    tx,
                    RecoveryLog.entry(step, Status.SUCCESS)
                            .detail("recovered", true)
                            .detail("output", done.output()));
            return true;
        }
        if (run != null && interrupted) {
            run.takeUpAgain();
        } else if (run == null) {
            actions.countRetry(tx, step.actionId(), step.retries() + 1, clock.instant());
        }
        if (answer instanceof Verification.Again again) {
            if (again.proved()) {
                effects.provedNone(tx, step.actionId());
            } else if (interrupted && again.mayHaveActed()) {
                effects.mayHaveActed(tx, step.actionId(), step.attempts(), step.started());
            }
            actions.hold(tx, step.actionId(), ActionState.READY, found);
            log.append(tx, RecoveryLog.entry(step, Status.FAILURE).error(found).detail("recovered", true));
            return true;
        }
        if (answer instanceof Verification.Later later) {
            actions.hold(tx, step.actionId(), ActionState.WAITING, found);
            if (run != null) {
                loops.suspend(tx, run.loop().loopId(), run.iterations(), Settling.LOOKED_UP, later.at(), found);
            }
            return false;
        }
        actions.hold(tx, step.actionId(), ActionState.IN_DOUBT, found);
        log.append(tx, RecoveryLog.entry(step, Status.FAILURE).error(found).detail("in_doubt", true));
        if (run != null) {
            loops.suspend(
                    tx, run.loop().loopId(), run.iterations(), Settling.waitingFor(step), null, "In doubt: " + found);
        }
        files.alertInDoubt(tx, run == null ? null : run.loop(), step, found);
        return false;
    }
}
