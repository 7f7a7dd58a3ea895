package io.goldtier.loop;

import io.goldtier.agent.Agent;
import io.goldtier.agent.Agents;
import io.goldtier.agent.Decision;
import io.goldtier.audit.AuditEntry;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.LogLine;
import io.goldtier.audit.Status;
import io.goldtier.json.Plain;
import io.goldtier.loop.note.LoopFiles;
import io.goldtier.loop.recovery.AskBack;
import io.goldtier.loop.recovery.OpenActions;
import io.goldtier.loop.recovery.Settling;
import io.goldtier.skill.Call;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.Watcher;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.store.Work;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.TriggerStatus;
import io.goldtier.trigger.Triggers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The phases of the Ralph Wiggum loop, as the route {@code ralph-wiggum} calls them one after the other: READ, REASON,
 * PLAN, ACT (the skill), CHECK.
 */
@Component("ralphLoop")
public class RalphLoop {

    private static final Logger LOG = LoggerFactory.getLogger(RalphLoop.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    /** How many lines of the logs an agent may look back. */
    private static final int HISTORY = 200;

    private final Store store;
    private final Loops loops;
    private final Triggers triggers;
    private final Actions actions;
    private final SkillCalls skills;
    private final Agents agents;
    private final AuditLog log;
    private final LoopFiles files;
    private final OpenActions openActions;
    private final Settling settling;
    private final AskBack askBack;
    private final Clock clock;

    RalphLoop(
            Store store,
            Loops loops,
            Triggers triggers,
            Actions actions,
            SkillCalls skills,
            Agents agents,
            AuditLog log,
            LoopFiles files,
            OpenActions openActions,
            Settling settling,
            AskBack askBack,
            Clock clock) {
        this.store = store;
        this.loops = loops;
        this.triggers = triggers;
        this.actions = actions;
        this.skills = skills;
        this.agents = agents;
        this.log = log;
        this.files = files;
        this.openActions = openActions;
        this.settling = settling;
        this.askBack = askBack;
        this.clock = clock;
    }

    /** READ: the trigger and its steps as they stand, and whether a person wants this stopped. */
    public void read(@Variable("run") LoopRun run) {
        run.startPhase();
        store.read(tx -> {
            String triggerId = run.loop().triggerId();
            Triggers.Received received = triggers.received(tx, triggerId).orElseThrow();
            run.loaded(received.trigger(), actions.of(tx, triggerId), received.sender(), received.trusted());
            return null;
        });
        if (!run.mayGoOn()) {
            suspend(run, "the next start", clock.instant());
        } else if (files.isStopped(run.loop())) {
            // While STOP lies in the vault, too: so a person takes back what must not go on before everything does
            end(run, LoopStatus.FAILED, "Stopped by a person: the plan says stop: true.");
        } else if (files.isAllStopped()) {
            hold(run);
        }
        phase(run, "READ", "Load task " + run.loop().taskFile(), "Task loaded", "REASON");
    }

    /** REASON: which step comes next. */
    public void reason(@Variable("run") LoopRun run) {
        if (!run.isActive()) {
            return;
        }
        run.startPhase();
        Optional<Action> open = run.actions().stream()
                .filter(action -> action.state() == ActionState.RUNNING
                        || action.state() == ActionState.WAITING && action.attempts() > 0)
                .findFirst();
        if (open.isPresent() && !openActions.settle(run, open.get())) {
            return;
        }
        String triggerId = run.trigger().triggerId();
        Decision decision = agent(run).next(run.trigger(), run.actions(), () -> log.linesOf(triggerId, HISTORY));
        run.decide(decision);
        if (decision instanceof Decision.DoStep) {
            reason(run, run.step());
        } else if (!(decision instanceof Decision.Finish)) {
            phase(run, "REASON", "Determine next step", decision.sentence(), "READ");
        }
    }

    private void reason(LoopRun run, Action step) {
        if (step == null || step.state().isClosed()) {
            end(
                    run,
                    LoopStatus.FAILED,
                    "The agent chose a step that is not open. " + run.decision().sentence());
        } else if (step.state() == ActionState.IN_DOUBT) {
            suspend(run, Settling.waitingFor(step), null);
        } else if (run.iterations() >= run.loop().maxIterations()) {
            end(run, LoopStatus.MAX_ITERATIONS_EXCEEDED, "Max Iterations Exceeded");
        } else {
            phase(run, "REASON", "Determine next step", run.decision().sentence(), "PLAN");
        }
    }

    private Agent agent(LoopRun run) {
        return agents.of(run.trigger());
    }

    /** The agent wants more steps in the plan, a question to the owner for example. */
    public void addSteps(@Variable("run") LoopRun run) {
        Decision.AddSteps more = run.decision() instanceof Decision.AskPerson question
                ? askBack.before(run.trigger(), run.trusted(), question.asStep())
                : (Decision.AddSteps) run.decision();
        int length = run.actions().size() + more.steps().size();
        if (length > run.loop().maxIterations()) {
            end(
                    run,
                    LoopStatus.FAILED,
                    "The agent wants a plan of " + length + " steps; at most "
                            + run.loop().maxIterations() + " are allowed.");
            return;
        }
        String triggerId = run.trigger().triggerId();
        commit(run, tx -> {
            more.steps().forEach(step -> actions.append(tx, triggerId, step.skill(), step.params(), proposedBy(run)));
            files.show(tx, triggerId);
            log.append(
                    tx,
                    AuditEntry.of("add_steps", "ralph_wiggum_loop", Status.SUCCESS)
                            .chosenBy(agent(run).name())
                            .trigger(triggerId)
                            .detail(
                                    "steps",
                                    more.steps().stream()
                                            .map(Decision.NewStep::skill)
                                            .toList())
                            .detail("reason", more.why()));
            return null;
        });
    }

    /** Does this in one commit with the lines of the phases since the step began. */
    private <T> T commit(LoopRun run, Work<T> work) {
        List<LogLine> phases = run.phasesSinceBegin();
        return store.commit(tx -> {
            phases.forEach(line -> log.append(tx, line));
            return work.run(tx);
        });
    }

    /** What an agent thinks of is nobody's word but its own, and is known as that for good. */
    private Map<String, Object> proposedBy(LoopRun run) {
        if (!agent(run).thinks()) {
            return Map.of();
        }
        return new Caller("ralph_wiggum_loop", "system", agent(run).name(), run.sender(), run.trusted(), true).toMap();
    }

    /** The agent wants nothing to be done for a while. */
    public void rest(@Variable("run") LoopRun run) {
        Decision.WaitUntil pause = (Decision.WaitUntil) run.decision();
        Instant soonest = clock.instant().plusSeconds(1);
        commit(run, tx -> null);
        suspend(run, pause.what(), pause.time().isAfter(soonest) ? pause.time() : soonest);
    }

    /** The agent says that nothing is left to do. */
    public void finish(@Variable("run") LoopRun run) {
        Optional<Action> begun = run.actions().stream()
                .filter(step -> !step.state().isClosed() && step.state() != ActionState.READY)
                .findFirst();
        if (begun.isPresent()) {
            end(
                    run,
                    LoopStatus.FAILED,
                    "The agent finished although step " + begun.get().position() + " is "
                            + begun.get().state().word().replace('_', ' ') + ".");
            return;
        }
        commit(run, tx -> {
            run.actions().stream()
                    .filter(step -> step.state() == ActionState.READY)
                    .forEach(step -> actions.close(
                            tx, step.actionId(), ActionState.SKIPPED, null, "The agent needs it no more."));
            finish(tx, run, LoopStatus.COMPLETED, null);
            return null;
        });
        run.stop();
    }

    /** PLAN: the plan's file shows the step, and the call is made ready. */
    public void plan(@Variable("run") LoopRun run) {
        run.startPhase();
        Action step = run.step();
        Caller caller = new Caller(
                "ralph_wiggum_loop", "system", agent(run).name(), run.sender(), run.trusted(), step.isProposed());
        run.calls(new Call(
                step.type(),
                step.params(),
                step.actionId(),
                step.triggerId(),
                step.attempts(),
                caller,
                tx -> begin(tx, run),
                Watcher.NOBODY));
        phase(run, "PLAN", "Update " + run.loop().planMd(), "Step " + step.position() + " is next", "ACT");
    }

    /** Joins the commit that begins the action. */
    private void begin(Tx tx, LoopRun run) {
        loops.iterate(tx, run.loop().loopId(), run.number());
        files.showSoon(tx, run.loop().triggerId());
        run.phasesAtBegin().forEach(line -> log.append(tx, line));
        if (!run.trigger().status().isFinal() && run.trigger().status() != TriggerStatus.APPROVED) {
            triggers.advance(tx, run.loop().triggerId(), TriggerStatus.APPROVED);
        }
    }

    /** CHECK: records what became of the step and decides how the loop goes on. */
    public void check(@Variable("run") LoopRun run, @Body Outcome outcome) {
        Duration took = Duration.ofNanos(System.nanoTime() - run.actStart());
        phase(run, "ACT", "Invoke " + run.step().type(), outcome.sentence(), "CHECK");
        Settling.Verdict verdict = settling.judge(run, outcome);
        phase(run, "CHECK", "Verify " + run.step().type(), verdict.sentence(), verdict.nextPhase());
        boolean last = commit(run, tx -> settle(tx, run, outcome, verdict, took));
        if (verdict.isOver()) {
            run.used();
        }
        if (last || !verdict.goesOn()) {
            run.stop();
        }
    }

    /** True when this was the last step and the loop has ended with it. */
    private boolean settle(Tx tx, LoopRun run, Outcome outcome, Settling.Verdict verdict, Duration took) {
        skills.settle(tx, run.getCall(), outcome, took);
        tx.beforeEnd(() -> settling.letNextGo(tx, run.getCall().skill()));
        verdict.record().accept(tx);
        String loopId = run.loop().loopId();
        if (verdict instanceof Settling.Wait wait) {
            triggers.advance(tx, run.loop().triggerId(), TriggerStatus.PROCESSING);
            loops.suspend(tx, loopId, run.iterations(), wait.waitingFor(), wait.wakeAt(), wait.sentence());
            files.show(tx, run.loop().triggerId());
            return false;
        }
        if (verdict instanceof Settling.GiveUp giveUp) {
            finish(tx, run, LoopStatus.FAILED, giveUp.sentence());
            return false;
        }
        if (verdict instanceof Settling.Mend) {
            return false;
        }
        boolean last = agent(run).doesThePlanAlone()
                && run.actions().stream()
                        .allMatch(action -> action.state().isClosed()
                                || action.actionId().equals(run.step().actionId()));
        if (last) {
            finish(tx, run, LoopStatus.COMPLETED, null);
        }
        return last;
    }

    private void end(LoopRun run, LoopStatus status, String outcome) {
        commit(run, tx -> {
            finish(tx, run, status, outcome);
            return null;
        });
        run.stop();
    }

    /** @param reason why it was not completed; null when it was */
    private void finish(Tx tx, LoopRun run, LoopStatus status, String reason) {
        String outcome = reason == null ? actions.ending(tx, run.loop().triggerId()) : reason;
        loops.end(tx, run.loop().loopId(), status, outcome);
        files.show(tx, run.loop().triggerId());
        boolean completed = status == LoopStatus.COMPLETED;
        String triggerId = run.loop().triggerId();
        triggers.advance(tx, triggerId, completed ? TriggerStatus.COMPLETED : TriggerStatus.FAILED);
        AuditEntry entry = AuditEntry.of(
                        "finish_trigger", "ralph_wiggum_loop", completed ? Status.SUCCESS : Status.FAILURE)
                .chosenBy(agent(run).name())
                .trigger(triggerId)
                .took(Duration.between(run.loop().started(), clock.instant()))
                .detail("loop_id", run.loop().loopId())
                .detail("outcome", outcome);
        log.append(tx, completed ? entry : entry.error(outcome));
    }

    private void suspend(LoopRun run, String waitingFor, Instant wakeAt) {
        store.commit(tx -> {
            loops.suspend(tx, run.loop().loopId(), run.iterations(), waitingFor, wakeAt, waitingFor);
            return null;
        });
        run.stop();
    }

    /** Nothing acts while STOP lies in the vault; the plan is there to be read, and to be stopped, all the same. */
    private void hold(LoopRun run) {
        Loop loop = run.loop();
        String waitingFor = "the file STOP in the vault to be taken away";
        boolean isShown = files.isShown(loop);
        store.commit(tx -> {
            loops.suspend(
                    tx,
                    loop.loopId(),
                    run.iterations(),
                    waitingFor,
                    clock.instant().plus(SOON),
                    waitingFor);
            if (!isShown) {
                files.show(tx, loop.triggerId());
            }
            return null;
        });
        run.stop();
    }

    /** When a phase itself broke: the claim is given back, and the loop goes on in a while. */
    public void broke(@Variable("run") LoopRun run, @ExchangeException Exception cause) {
        LOG.error(
                "Loop {} broke off and goes on in {} s: {}",
                run.loop().loopId(),
                SOON.toSeconds(),
                cause.getMessage(),
                cause);
        run.stop();
        suspend(run, "a fault to pass: " + Plain.problem(cause), clock.instant().plus(SOON));
    }

    private void phase(LoopRun run, String phase, String action, String outcome, String next) {
        run.phase(clock.instant(), phase, action, outcome, next);
    }
}
