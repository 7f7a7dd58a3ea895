package io.goldtier.agent.model;

import io.goldtier.agent.Agent;
import io.goldtier.agent.Decision;
import io.goldtier.agent.DecisionForm;
import io.goldtier.agent.StepCheck;
import io.goldtier.agent.model.Thinker.Thinking;
import io.goldtier.trigger.Action;
import io.goldtier.trigger.ActionState;
import io.goldtier.trigger.Trigger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The agent that asks a model. A decision holds until it is carried out; steps that it has put into a plan are done in
 * their order, unless a person has rejected one since. What it cannot decide, a person does.
 */
final class ModelAgent implements Agent {

    static final String GO_ON = "go on";
    static final String STOP = "stop here";

    private static final List<String> CHOICES = List.of(GO_ON, STOP);
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final ModelSettings settings;
    private final Thinker thinker;
    private final Thoughts thoughts;
    private final StepCheck check;
    private final Clock clock;

    ModelAgent(ModelSettings settings, Thinker thinker, Thoughts thoughts, StepCheck check, Clock clock) {
        this.settings = settings;
        this.thinker = thinker;
        this.thoughts = thoughts;
        this.check = check;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public boolean thinks() {
        return true;
    }

    @Override
    public Decision next(Trigger trigger, List<Action> plan, History history) {
        Optional<Decision> known = planned(plan);
        if (known.isPresent()) {
            return known.get();
        }
        List<Thought> earlier = thoughts.brief(trigger.triggerId());
        Optional<Map<String, Object>> last = earlier.stream()
                .filter(thought -> thought.kind() == Thought.Kind.DECIDED)
                .reduce((one, other) -> other)
                .map(Thought::decision);
        Optional<Decision> open = DecisionForm.held(last, plan, clock.instant());
        return open.or(() -> stopped(plan)).or(() -> resting(earlier)).orElseGet(() -> think(trigger, plan, history));
    }

    /** A message is thought about by a step of its own, whose result is what was decided. */
    private static Optional<Decision> planned(List<Action> plan) {
        Action last = plan.get(plan.size() - 1);
        if (!last.type().equals(StepCheck.PLAN)) {
            return Optional.empty();
        }
        if (!last.state().isClosed()) {
            return Optional.of(new Decision.DoStep(last));
        }
        return last.state() == ActionState.DONE && !PlanForm.waits(last.result())
                ? Optional.of(PlanForm.decision(last.result()))
                : Optional.empty();
    }

    /** The owner has said, to a question of this agent's own, that it is enough. */
    private static Optional<Decision> stopped(List<Action> plan) {
        Action last = plan.get(plan.size() - 1);
        boolean no = isOwnQuestion(last)
                && (last.state() == ActionState.REJECTED
                        || last.state() == ActionState.DONE
                                && STOP.equals(last.result().get("answer")));
        return no ? Optional.of(new Decision.Finish()) : Optional.empty();
    }

    private static boolean isOwnQuestion(Action step) {
        return step.type().equals(StepCheck.ASK) && CHOICES.equals(step.params().get("choices"));
    }

    /** After trouble it is left alone for a while, also over a restart. */
    private Optional<Decision> resting(List<Thought> earlier) {
        return earlier.isEmpty()
                ? Optional.empty()
                : Optional.of(earlier.get(earlier.size() - 1))
                        .filter(thought -> thought.kind() == Thought.Kind.TROUBLE)
                        .map(Thought::retryAt)
                        .filter(time -> time.isAfter(clock.instant()))
                        .map(time -> new Decision.WaitUntil(time, "the model"));
    }

    private Decision think(Trigger trigger, List<Action> plan, History history) {
        Instant looked = lastAnswer(plan, false);
        Situation situation = new Situation(
                trigger.triggerId(),
                message(trigger),
                plan,
                history.lines(),
                check.allowed(trigger, Set.copyOf(settings.skills())));
        Thinking thinking = thinker.think(situation, looked, lastAnswer(plan, true));
        if (thinking instanceof Thinking.Decided decided) {
            return decided.decision();
        }
        if (thinking instanceof Thinking.Busy busy) {
            return new Decision.WaitUntil(busy.retryAt(), "a place at the model");
        }
        if (thinking instanceof Thinking.Useless useless) {
            return ask("The model gave no answer that can be used: " + useless.why());
        }
        if (thinking instanceof Thinking.Spent spent) {
            return spent.until() == null
                    ? ask(spent.why())
                    : new Decision.WaitUntil(spent.until(), "the model's budget of another day");
        }
        Thinking.Trouble trouble = (Thinking.Trouble) thinking;
        Instant first = firstTrouble(trigger.triggerId(), looked);
        return clock.instant().isAfter(first.plus(PATIENCE))
                ? ask("The model has given no answer for an hour. "
                        + trouble.trouble().getMessage())
                : new Decision.WaitUntil(trouble.retryAt(), "the model");
    }

    private Instant firstTrouble(String work, Instant since) {
        List<Thought> after = thoughts.brief(work).stream()
                .filter(thought -> thought.asked().isAfter(since))
                .toList();
        int trailing = Thinker.trailing(after, Thought.Kind.TROUBLE);
        return trailing == 0
                ? clock.instant()
                : after.get(after.size() - trailing).asked();
    }

    private static Decision ask(String sentence) {
        return new Decision.AskPerson(sentence + " Shall it be asked again?", CHOICES);
    }

    /** When the owner last answered a question of the agent's, or of its own kind; the beginning of time if never. */
    private static Instant lastAnswer(List<Action> plan, boolean own) {
        return plan.stream()
                .filter(step -> step.type().equals(StepCheck.ASK) && step.state() == ActionState.DONE)
                .filter(step -> !own || isOwnQuestion(step))
                .map(Action::ended)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private static Map<String, Object> message(Trigger trigger) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("came_by", trigger.sourceType());
        message.put("came", trigger.created().toString());
        message.putAll(trigger.sourceData());
        if (!trigger.context().isEmpty()) {
            message.put("context", trigger.context());
        }
        return message;
    }
}
