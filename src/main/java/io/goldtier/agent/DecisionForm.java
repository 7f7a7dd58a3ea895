package io.goldtier.agent;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decision as it is kept, so that after a crash it is the same one and never another. What is kept says of which plan
 * it was made: of one with so many steps, so many of which a person had rejected.
 */
public final class DecisionForm {

    private DecisionForm() {}

    /** The decision and the plan that it was made of. */
    public static Map<String, Object> write(Decision decision, List<Action> plan) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("kind", decision.getKind());
        kept.put("says", decision.sentence());
        kept.put("plan", plan.size());
        kept.put("rejected", rejected(plan));
        if (decision instanceof Decision.DoStep step) {
            kept.put("action", step.step().actionId());
        } else if (decision instanceof Decision.AddSteps more) {
            kept.put("steps", steps(more.steps()));
            kept.put("why", more.why());
        } else if (decision instanceof Decision.AskPerson question) {
            kept.put("question", question.question());
            kept.put("choices", question.choices());
        } else if (decision instanceof Decision.WaitUntil pause) {
            kept.put("time", pause.time().toString());
            kept.put("what", pause.what());
        }
        return kept;
    }

    /** Steps as maps of {@code skill} and {@code params}. */
    public static List<Map<String, Object>> steps(List<Decision.NewStep> steps) {
        return steps.stream()
                .map(step -> {
                    Map<String, Object> map = new LinkedHashMap<>();
                    map.put("skill", step.skill());
                    map.put("params", step.params());
                    return map;
                })
                .toList();
    }

    /** Reads what {@link #steps(List)} wrote. */
    @SuppressWarnings("unchecked")
    public static List<Decision.NewStep> readSteps(Object steps) {
        return ((List<Object>) steps)
                .stream()
                        .map(each -> (Map<String, Object>) each)
                        .map(step -> new Decision.NewStep(
                                (String) step.get("skill"), (Map<String, Object>) step.get("params")))
                        .toList();
    }

    /** The kept decision if it still is to be carried out, as the plan and the time stand now. */
    @SuppressWarnings("unchecked")
    public static Optional<Decision> open(Map<String, Object> kept, List<Action> plan, Instant now) {
        boolean asItWas = ((Number) kept.get("plan")).intValue() == plan.size();
        return switch ((String) kept.get("kind")) {
            case "DoStep" ->
                plan.stream()
                        .filter(step -> step.actionId().equals(kept.get("action")))
                        .filter(step -> !step.state().isClosed())
                        .findFirst()
                        .map(Decision.DoStep::new);
            case "AddSteps" ->
                asItWas
                        ? Optional.of(new Decision.AddSteps(readSteps(kept.get("steps")), (String) kept.get("why")))
                        : Optional.empty();
            case "AskPerson" ->
                asItWas
                        ? Optional.of(new Decision.AskPerson(
                                (String) kept.get("question"), (List<String>) kept.get("choices")))
                        : Optional.empty();
            case "WaitUntil" ->
                Optional.of(Instant.parse((String) kept.get("time")))
                        .filter(time -> time.isAfter(now))
                        .map(time -> new Decision.WaitUntil(time, (String) kept.get("what")));
            case "Finish" -> asItWas ? Optional.of(new Decision.Finish()) : Optional.empty();
            default -> throw new IllegalArgumentException("Unknown decision: " + kept.get("kind"));
        };
    }

    /**
     * What holds of what was decided last: that decision if it still is to be carried out, else the next step that the
     * agent has put into the plan, unless a person has rejected one since.
     */
    public static Optional<Decision> held(Optional<Map<String, Object>> last, List<Action> plan, Instant now) {
        Optional<Decision> open = last.flatMap(kept -> open(kept, plan, now));
        return open.isPresent() || last.isPresent() && isOvertaken(last.get(), plan) ? open : ownStep(plan);
    }

    /** A step that is open and comes from an agent that thinks, or mends one, or was begun. */
    private static Optional<Decision> ownStep(List<Action> plan) {
        return plan.stream()
                .filter(step -> !step.state().isClosed())
                .findFirst()
                .filter(step -> step.isProposed() || step.remedyFor() != null || step.attempts() > 0)
                .map(Decision.DoStep::new);
    }

    /** True when a person has rejected a step since, so that what follows it may not be wanted any more. */
    private static boolean isOvertaken(Map<String, Object> kept, List<Action> plan) {
        return ((Number) kept.get("rejected")).longValue() != rejected(plan);
    }

    private static long rejected(List<Action> plan) {
        return plan.stream()
                .filter(step -> step.state() == ActionState.REJECTED)
                .count();
    }
}
