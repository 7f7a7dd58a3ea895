package io.goldtier.skill;

import io.goldtier.skill.effect.Effects;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.Watcher;
import io.goldtier.store.Store;
import io.goldtier.store.Tx;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The ways to call a skill: as a step of a plan, from a route, or from outside over REST or MCP. */
@Component
public class SkillCalls {

    /** How long a caller's key for a call may be, in characters. */
    public static final int LONGEST_KEY = 200;

    private final SkillGate gate;
    private final Store store;
    private final Actions actions;
    private final Remedies remedies;
    private final Effects effects;
    private final CallKeys keys;
    private final Map<String, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

    SkillCalls(SkillGate gate, Store store, Actions actions, Remedies remedies, Effects effects, CallKeys keys) {
        this.keys = keys;
        this.effects = effects;
        this.gate = gate;
        this.store = store;
        this.actions = actions;
        this.remedies = remedies;
    }

    /** A call that did not get done, in a route that cannot go on without it. */
    public static class NotDone extends RuntimeException {

        private final transient Outcome outcome;

        NotDone(String skill, Outcome outcome) {
            super("The skill " + skill + " was not done: " + outcome);
            this.outcome = outcome;
        }

        /** What became of the call. */
        public Outcome outcome() {
            return outcome;
        }
    }

    /** Does one call that belongs to no plan, and records what became of it. */
    public Outcome call(String skill, Map<String, Object> input, Caller caller) {
        return call(skill, input, caller, null, Watcher.NOBODY);
    }

    /**
     * The same for a caller who may call again, and who looks on.
     *
     * @param key the caller's own name for this call, or null: the same key is the same call, which is done once and
     *     answered as often as it comes
     */
    public Outcome call(String skill, Map<String, Object> input, Caller caller, String key, Watcher watcher) {
        String actionId = key == null ? "call-" + UUID.randomUUID() : CallKeys.actionId(caller, key);
        return alone(actionId, () -> {
            Optional<Action> earlier = store.commit(tx -> {
                Optional<Action> found = key == null ? Optional.empty() : actions.find(tx, actionId);
                if (found.isEmpty()) {
                    actions.add(tx, actionId, skill, input, CallKeys.kept(caller, skill, input));
                }
                return found;
            });
            Optional<Outcome> answer = earlier.flatMap(action -> keys.answer(action, skill, input));
            return answer.orElseGet(() -> run(Call.alone(
                    skill,
                    earlier.map(Action::params).orElse(input),
                    actionId,
                    earlier.map(Action::attempts).orElse(0),
                    caller,
                    watcher)));
        });
    }

    /** The action behind the calls that this caller makes under this key of his. */
    public static String actionId(Caller caller, String key) {
        return CallKeys.actionId(caller, key);
    }

    /** Goes on, under the same action id, with a call from outside that had to wait for a person or whose process died. */
    public Outcome resume(Action action) {
        Caller caller = Caller.of(action.caller());
        return alone(
                action.actionId(),
                () -> run(Call.alone(
                        action.type(), action.params(), action.actionId(), action.attempts(), caller, Watcher.NOBODY)));
    }

    /** One thread at a time carries out an action; whoever comes meanwhile waits, and then sees what became of it. */
    private Outcome alone(String actionId, Supplier<Outcome> work) {
        CompletableFuture<Outcome> mine = new CompletableFuture<>();
        for (CompletableFuture<Outcome> other; (other = underWay.putIfAbsent(actionId, mine)) != null; ) {
            other.handle((outcome, failure) -> outcome).join();
        }
        try {
            return store.patiently(work);
        } finally {
            underWay.remove(actionId, mine);
            mine.complete(null);
        }
    }

    private Outcome run(Call call) {
        Outcome outcome = once(call);
        Optional<Remedies.Step> remedy = remedies.against(call.skill(), call.input(), outcome);
        return remedy.isEmpty() ? outcome : mend(call, outcome, remedy.get());
    }

    /** Does what the card knows against the problem, and tries once more. */
    private Outcome mend(Call call, Outcome failed, Remedies.Step remedy) {
        Outcome mended = call(remedy.skill(), remedy.input(), call.caller(), null, call.watcher());
        if (!(mended instanceof Outcome.Done done)) {
            return mended instanceof Outcome.PendingApproval pending && failed.proof() != null
                    ? new Outcome.Failed(
                            failed.proof(),
                            remedy.skill() + " must be done first and waits for approval " + pending.approvalId()
                                    + "; call " + call.skill() + " again when it is given.")
                    : failed;
        }
        Map<String, Object> input = remedies.again(call.skill(), remedy.problem(), call.input(), done.output());
        store.commit(tx -> {
            effects.forgetHarmless(tx, call.actionId());
            actions.reopen(tx, call.actionId(), input, "to be tried again after " + remedy.skill());
            return null;
        });
        return once(
                Call.alone(call.skill(), input, call.actionId(), call.attempts() + 1, call.caller(), call.watcher()));
    }

    private Outcome once(Call call) {
        long begun = System.nanoTime();
        Outcome outcome = gate.act(call);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        store.commit(tx -> {
            gate.settle(tx, call, outcome, took);
            return null;
        });
        return outcome;
    }

    /** Records what became of a step as part of the caller's unit of work. */
    public void settle(Tx tx, Call call, Outcome outcome, Duration took) {
        gate.settle(tx, call, outcome, took);
    }

    /**
     * The producer's side: the body is the input. A step of a plan brings its {@link Call} in the variable {@code call}
     * and gets the {@link Outcome} as the body; any other route gets the output, or {@link NotDone}.
     */
    public void fromRoute(String skill, Exchange exchange, boolean settle) {
        Call step = exchange.getVariable("call", Call.class);
        if (!settle && step != null && step.skill().equals(skill)) {
            exchange.getMessage().setBody(gate.act(step));
            return;
        }
        @SuppressWarnings("unchecked")
        Map<String, Object> input = exchange.getMessage().getBody(Map.class);
        if (input == null) {
            throw new IllegalArgumentException("A call to skill:" + skill + " needs a map as its body.");
        }
        Outcome outcome = call(skill, input, new Caller("route", "system", null, null, false));
        if (outcome instanceof Outcome.Done done) {
            exchange.getMessage().setBody(done.output());
        } else {
            throw new NotDone(skill, outcome);
        }
    }
}
