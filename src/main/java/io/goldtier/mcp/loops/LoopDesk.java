package io.goldtier.mcp.loops;

import io.goldtier.agent.Decision;
import io.goldtier.agent.StepCheck;
import io.goldtier.agent.client.ClaudeCodeAgent;
import io.goldtier.agent.client.ClientSettings;
import io.goldtier.agent.client.Orders;
import io.goldtier.loop.Loop;
import io.goldtier.loop.LoopStatus;
import io.goldtier.loop.LoopView;
import io.goldtier.loop.Loops;
import io.goldtier.mcp.server.RequestContext;
import io.goldtier.mcp.skills.Results;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/**
 * Where a client works on loops. What it decides is held against the cards and kept; the loop itself carries it out, with
 * the phases and through the gate as for every other agent. A client that is gone loses its loop with its lease, and
 * whoever claims it next finds the plan as it stands.
 */
@Component
class LoopDesk {

    private static final int MOST = 50;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_NANOS = 25_000_000;

    private final Loops loops;
    private final Triggers triggers;
    private final Actions actions;
    private final Orders orders;
    private final StepCheck check;
    private final ClientSettings settings;
    private final LoopView view;
    private final Store store;
    private final Clock clock;

    LoopDesk(
            Loops loops,
            Triggers triggers,
            Actions actions,
            Orders orders,
            StepCheck check,
            ClientSettings settings,
            LoopView view,
            Store store,
            Clock clock) {
        this.loops = loops;
        this.triggers = triggers;
        this.actions = actions;
        this.orders = orders;
        this.check = check;
        this.settings = settings;
        this.view = view;
        this.store = store;
        this.clock = clock;
    }

    /** What a client did wrong, in a sentence for it. */
    private static final class Wrong extends RuntimeException {

        Wrong(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private interface Work {
        Map<String, Object> run();
    }

    private static Map<String, Object> answered(Work work) {
        try {
            return work.run();
        } catch (Wrong e) {
            return Results.refused(e.getMessage());
        }
    }

    Map<String, Object> claim(Map<String, Object> arguments, RequestContext context) {
        return answered(() -> {
            if (arguments.get("loop_id") == null) {
                return waiting();
            }
            Loop loop = loop(arguments);
            if (!ClaudeCodeAgent.TURN.equals(loop.waitingFor())
                    && orders.lease(loop.loopId()).isEmpty()
                    && !view.isOfClient(loop)) {
                throw new Wrong(loop.loopId() + " is not worked on by a client.");
            }
            Orders.Lease lease = orders.claim(loop.loopId(), context.client().name())
                    .orElseThrow(() -> new Wrong(loop.loopId() + " is held by another client. Its lease ends at "
                            + orders.lease(loop.loopId())
                                    .map(other -> other.until().toString())
                                    .orElse("once") + " unless it gives a sign of life."));
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("lease", lease.lease());
            fields.put("lease_until", lease.until().toString());
            fields.putAll(view.of(loop, allowed(loop)));
            return Results.fromOutside(fields, "the loop " + loop.loopId());
        });
    }

    private Map<String, Object> waiting() {
        List<Map<String, Object>> items = new ArrayList<>();
        for (Loop loop : loops.waitingFor(ClaudeCodeAgent.TURN, MOST)) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("loop_id", loop.loopId());
            item.put(
                    "about", triggers.find(loop.triggerId()).map(Trigger::title).orElse(""));
            item.put(
                    "held_by",
                    orders.lease(loop.loopId()).map(Orders.Lease::client).orElse(null));
            items.add(item);
        }
        return Results.fromOutside(Map.of("loops", items), "the loops that wait");
    }

    Map<String, Object> step(Map<String, Object> arguments, RequestContext context) {
        return answered(() -> {
            Loop loop = held(arguments);
            List<Action> plan = actions.of(loop.triggerId());
            Optional<Decision> decision = decision(arguments, plan, allowed(loop));
            if (decision.isPresent()) {
                order(loop, decision.get(), plan, context);
            }
            return stands(loop, context);
        });
    }

    Map<String, Object> finish(Map<String, Object> arguments, RequestContext context) {
        return answered(() -> {
            Loop loop = held(arguments);
            order(loop, new Decision.Finish(), actions.of(loop.triggerId()), context);
            Map<String, Object> result = stands(loop, context);
            orders.release(loop.loopId(), (String) arguments.get("lease"));
            return result;
        });
    }

    private Loop loop(Map<String, Object> arguments) {
        String loopId = String.valueOf(arguments.get("loop_id"));
        return loops.find(loopId).orElseThrow(() -> new Wrong("There is no loop " + loopId + "."));
    }

    private Loop held(Map<String, Object> arguments) {
        Loop loop = loop(arguments);
        if (!(arguments.get("lease") instanceof String lease) || !orders.renew(loop.loopId(), lease)) {
            throw new Wrong(
                    "You do not hold " + loop.loopId() + ": your lease has ended. Take it again with loop_claim.");
        }
        return loop;
    }

    private Set<String> allowed(Loop loop) {
        return check.allowed(triggers.find(loop.triggerId()).orElseThrow(), settings.skills());
    }

    private void order(Loop loop, Decision decision, List<Action> plan, RequestContext context) {
        String turn = store.commit(tx -> {
            Loop now = loops.ofTrigger(tx, loop.triggerId()).orElseThrow();
            boolean mayDecide = now.status() == LoopStatus.ACTIVE
                    && ClaudeCodeAgent.TURN.equals(now.waitingFor())
                    && !now.isAtWork(clock.instant());
            if (mayDecide) {
                orders.give(tx, loop.triggerId(), context.client().name(), decision, plan);
                loops.wake(tx, loop.triggerId());
                return null;
            }
            return view.sentence(now);
        });
        if (turn != null) {
            throw new Wrong("It is not your turn: " + turn);
        }
    }

    /** Where the loop stands when it has done what it can now. */
    private Map<String, Object> stands(Loop begun, RequestContext context) {
        Instant end = clock.instant().plus(PATIENCE);
        Loop loop = loops.find(begun.loopId()).orElseThrow();
        while (loop.isAtWork(clock.instant()) && clock.instant().isBefore(end) && !context.isCancelled()) {
            LockSupport.parkNanos(LOOK_NANOS);
            loop = loops.find(begun.loopId()).orElseThrow();
        }
        return Results.fromOutside(view.of(loop, allowed(loop)), "the loop " + loop.loopId());
    }

    private Optional<Decision> decision(Map<String, Object> arguments, List<Action> plan, Set<String> allowed) {
        List<String> given = List.of("steps", "step", "question", "wait_until").stream()
                .filter(arguments::containsKey)
                .toList();
        if (given.size() > 1) {
            throw new Wrong("Give one of " + String.join(" and ", given) + ", not both.");
        }
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (given.get(0)) {
                    case "steps" -> steps(arguments, plan, allowed);
                    case "step" -> step(arguments, plan);
                    case "question" -> question(arguments);
                    default -> pause(arguments);
                });
    }

    @SuppressWarnings("unchecked")
    private Decision steps(Map<String, Object> arguments, List<Action> plan, Set<String> allowed) {
        List<Decision.NewStep> steps = ((List<Object>) arguments.get("steps"))
                .stream()
                        .map(each -> (Map<String, Object>) each)
                        .map(each -> new Decision.NewStep(
                                (String) each.get("skill"), (Map<String, Object>) each.get("input")))
                        .toList();
        check.fault(steps, plan.size(), allowed).ifPresent(fault -> {
            throw new Wrong(fault);
        });
        return new Decision.AddSteps(
                steps,
                arguments.get("why") instanceof String why && !why.isBlank() ? why.strip() : "no reason was given");
    }

    private static Decision step(Map<String, Object> arguments, List<Action> plan) {
        String number = String.valueOf(arguments.get("step"));
        return plan.stream()
                .filter(action -> number.equals(String.valueOf(action.position())))
                .filter(action -> !action.state().isClosed())
                .findFirst()
                .map(Decision.DoStep::new)
                .orElseThrow(() -> new Wrong("Step " + number + " is not an open step of the plan."));
    }

    @SuppressWarnings("unchecked")
    private static Decision question(Map<String, Object> arguments) {
        return new Decision.AskPerson(
                (String) arguments.get("question"), (List<String>) arguments.getOrDefault("choices", List.of()));
    }

    private Decision pause(Map<String, Object> arguments) {
        Instant now = clock.instant();
        Instant time =
                OffsetDateTime.parse((String) arguments.get("wait_until")).toInstant();
        if (!time.isAfter(now) || time.isAfter(now.plus(LONGEST_WAIT))) {
            throw new Wrong("wait_until must lie within the next 7 days, was: " + arguments.get("wait_until") + ".");
        }
        return new Decision.WaitUntil(
                time, String.valueOf(arguments.getOrDefault("what", "what was to be waited for")));
    }
}
