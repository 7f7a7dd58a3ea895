package io.goldtier.loop;

import io.goldtier.agent.Decision;
import io.goldtier.audit.AuditLog;
import io.goldtier.audit.LogLine;
import io.goldtier.audit.chain.LogName;
import io.goldtier.skill.Call;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One claimed loop on its way through the route; belongs to one thread at a time. */
public final class LoopRun {

    private final Loop loop;
    private final BooleanSupplier running;
    private int iterations;
    private boolean active = true;
    private Trigger trigger;
    private List<Action> actions = List.of();
    private Decision decision;
    private Action step;
    private Call call;
    private String sender;
    private boolean trusted;
    private long phaseStart = System.nanoTime();
    private long actStart;
    private final List<LogLine> phases = new ArrayList<>();
    private int begun;

    LoopRun(Loop loop, BooleanSupplier running) {
        this.loop = loop;
        this.running = running;
        this.iterations = loop.currentIteration();
    }

    /** True while the route should go through another iteration. */
    public boolean isActive() {
        return active;
    }

    /** What was decided in this iteration, for the route; {@code Nothing} when it rests. */
    public String getDecided() {
        return active && decision != null ? decision.getKind() : "Nothing";
    }

    /** The call that carries out the chosen step. */
    public Call getCall() {
        return call;
    }

    /** False when the process is about to stop and no further step may be begun. */
    boolean mayGoOn() {
        return running.getAsBoolean();
    }

    /** The loop as it was claimed. */
    public Loop loop() {
        return loop;
    }

    /** How many iterations have been used up. */
    public int iterations() {
        return iterations;
    }

    /** The number of the iteration that is going on. */
    int number() {
        return iterations + 1;
    }

    /** The trigger as it was read at the beginning of this iteration. */
    public Trigger trigger() {
        return trigger;
    }

    /** All steps of the plan, in order, as they were read. */
    public List<Action> actions() {
        return actions;
    }

    /** The step that this iteration works on, or null. */
    public Action step() {
        return step;
    }

    /** Who sent the message, or null. */
    public String sender() {
        return sender;
    }

    /** Whether the sender is proved and known. */
    public boolean trusted() {
        return trusted;
    }

    long actStart() {
        return actStart;
    }

    /** Takes in what READ has found; nothing of the iteration before it stays. */
    public void loaded(Trigger newTrigger, List<Action> newActions, String newSender, boolean newTrusted) {
        trigger = newTrigger;
        actions = newActions;
        sender = newSender;
        trusted = newTrusted;
        decision = null;
        step = null;
        call = null;
        phases.clear();
        begun = 0;
    }

    Decision decision() {
        return decision;
    }

    void decide(Decision newDecision) {
        decision = newDecision;
        step = newDecision instanceof Decision.DoStep next ? own(next.step()) : null;
    }

    /** The step as the store knows it, whatever the agent has made of it. */
    private Action own(Action chosen) {
        return actions.stream()
                .filter(action -> action.actionId().equals(chosen.actionId()))
                .findFirst()
                .orElse(null);
    }

    void calls(Call newCall) {
        call = newCall;
        actStart = System.nanoTime();
    }

    /** The iteration that a crash cut off is gone through again: only what came to an end uses one up. */
    public void takeUpAgain() {
        iterations = Math.max(0, iterations - 1);
    }

    void used() {
        iterations++;
    }

    /** Ends this run: no further iteration begins. */
    public void stop() {
        active = false;
    }

    /** Marks the beginning of a phase, so that its line can say how long it took. */
    void startPhase() {
        phaseStart = System.nanoTime();
    }

    /** Notes a phase; its line is written with the next commit. */
    void phase(Instant now, String phase, String action, String outcome, String next) {
        Map<String, Object> line = AuditLog.line(now);
        line.put("loop_id", loop.loopId());
        line.put("iteration", number());
        line.put("phase", phase);
        line.put("action", action);
        line.put("outcome", outcome);
        if (next != null) {
            line.put("next_phase", next);
        }
        line.put("duration_ms", (System.nanoTime() - phaseStart) / 1_000_000);
        line.put("trigger_id", loop.triggerId());
        phases.add(AuditLog.ready(LogName.LOOP, line));
        phaseStart = System.nanoTime();
    }

    /** The lines noted so far; they are written with the commit that begins the step. */
    List<LogLine> phasesAtBegin() {
        begun = phases.size();
        return List.copyOf(phases);
    }

    /** The lines that were noted after the step began, or all if it did not begin. */
    List<LogLine> phasesSinceBegin() {
        return List.copyOf(phases.subList(begun, phases.size()));
    }
}
