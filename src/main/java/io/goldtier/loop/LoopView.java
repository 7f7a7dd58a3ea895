package io.goldtier.loop;

import io.goldtier.agent.Agents;
import io.goldtier.agent.client.ClaudeCodeAgent;
import io.goldtier.agent.client.Orders;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Where a loop stands, told to a client that works on it. */
@Component
public class LoopView {

    private final Triggers triggers;
    private final Actions actions;
    private final Agents agents;
    private final Orders orders;
    private final Clock clock;

    LoopView(Triggers triggers, Actions actions, Agents agents, Orders orders, Clock clock) {
        this.triggers = triggers;
        this.actions = actions;
        this.agents = agents;
        this.orders = orders;
        this.clock = clock;
    }

    /** True when a client decides in this loop. */
    public boolean isOfClient(Loop loop) {
        return triggers.find(loop.triggerId())
                .map(agents::of)
                .filter(ClaudeCodeAgent.class::isInstance)
                .isPresent();
    }

    /** True when the loop waits for its client to decide. */
    public boolean isClientsTurn(Loop loop) {
        return loop.status() == LoopStatus.ACTIVE
                && ClaudeCodeAgent.TURN.equals(loop.waitingFor())
                && !loop.isAtWork(clock.instant());
    }

    /** All that a client needs to decide. */
    public Map<String, Object> of(Loop loop, Set<String> allowed) {
        Trigger trigger = triggers.find(loop.triggerId()).orElseThrow();
        Map<String, Object> view = new LinkedHashMap<>(loop.toMap());
        view.put("your_turn", isClientsTurn(loop));
        view.put("stands", sentence(loop));
        view.put("message", trigger.sourceData());
        view.put("context", trigger.context());
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Action action : actions.of(loop.triggerId())) {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("step", action.position());
            step.put("skill", action.type());
            step.put("input", action.params());
            step.put("state", action.state().word());
            step.put("result", action.result());
            step.put("because", action.message());
            steps.add(step);
        }
        view.put("plan", steps);
        view.put("skills", allowed);
        return view;
    }

    /** Where it stands, in a sentence. */
    public String sentence(Loop loop) {
        if (loop.status() != LoopStatus.ACTIVE) {
            return "The loop has ended: " + loop.status().word().replace('_', ' ') + ". " + loop.outcome();
        }
        if (loop.isAtWork(clock.instant())) {
            return "The loop is at work.";
        }
        return isClientsTurn(loop) ? "The loop waits for you." : "The loop waits for " + loop.waitingFor() + ".";
    }

    /**
     * Why a client should not stop yet: the loop waits for it, or does what it has decided, and may still go on. What has
     * ended, waits for a person or something else outside, has used up its iterations, or is another client's lets it go.
     *
     * @param lease what the client holds it by, or null when that is not known
     * @return what is left, as a sentence for the client
     */
    public Optional<String> unfinished(Loop loop, String lease) {
        boolean others = lease != null
                && orders.lease(loop.loopId())
                        .filter(held -> held.lease().equals(lease))
                        .isEmpty();
        boolean turn = isClientsTurn(loop);
        if (others
                || loop.status() != LoopStatus.ACTIVE
                || loop.currentIteration() >= loop.maxIterations()
                || !turn && !loop.isAtWork(clock.instant())
                || !isOfClient(loop)) {
            return Optional.empty();
        }
        if (!turn) {
            return Optional.of(
                    "The loop " + loop.loopId()
                            + " is doing a step. Call loop_step with its loop_id and your lease alone to see what becomes of it.");
        }
        String open = actions.of(loop.triggerId()).stream()
                .filter(action -> !action.state().isClosed())
                .map(action -> action.position() + ". " + action.type())
                .collect(Collectors.joining(", "));
        return Optional.of(
                "The loop " + loop.loopId() + " is not finished (iteration " + loop.currentIteration() + " of "
                        + loop.maxIterations() + "). "
                        + (open.isEmpty()
                                ? "All boxes of its plan are closed: call loop_finish, or loop_step if more is to be done."
                                : "Open boxes of its plan: " + open
                                        + ". Go on with loop_step, or call loop_finish if they are not" + " needed."));
    }
}
