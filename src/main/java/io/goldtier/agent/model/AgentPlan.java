package io.goldtier.agent.model;

import io.goldtier.agent.Decision;
import io.goldtier.agent.DecisionForm;
import io.goldtier.agent.StepCheck;
import io.goldtier.agent.model.Thinker.Thinking;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.system.Systems;
import io.goldtier.store.Store;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Handler;
import org.apache.camel.Variable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** The skill {@code agent_plan}: what a model would do about a message. Nothing is done by it. */
@Component("agentPlan")
class AgentPlan implements SmartInitializingSingleton {

    private static final String SYSTEM = "model";

    private final ObjectProvider<Thinker> thinkers;
    private final ModelSettings settings;
    private final StepCheck check;
    private final Thoughts thoughts;
    private final Systems systems;
    private final Store store;
    private final Clock clock;

    AgentPlan(
            ObjectProvider<Thinker> thinkers,
            ModelSettings settings,
            StepCheck check,
            Thoughts thoughts,
            Systems systems,
            Store store,
            Clock clock) {
        this.thinkers = thinkers;
        this.settings = settings;
        this.check = check;
        this.thoughts = thoughts;
        this.systems = systems;
        this.store = store;
        this.clock = clock;
    }

    /** What is not set up any more is in no trouble. */
    @Override
    public void afterSingletonsInstantiated() {
        if (!settings.isSet()) {
            modelIsWell();
        }
    }

    /** The model has no card that a health check could look at, so its own answers say that it is back. */
    private void modelIsWell() {
        store.commit(tx -> {
            systems.well(tx, SYSTEM);
            return null;
        });
    }

    /** What was decided, as the skill's output; decided once for each action. */
    @Handler
    Map<String, Object> plan(
            @Variable("input") Map<String, Object> input,
            @Variable("action_id") String actionId,
            @Variable("trigger_id") String triggerId) {
        Thinker thinker = thinkers.getIfAvailable();
        if (thinker == null) {
            throw new OutsideException(
                    OutsideException.Kind.PERMANENT, SYSTEM, "There is no model: goldtier.agent.model.name is empty.");
        }
        String work = triggerId == null ? actionId : triggerId;
        Set<String> allowed = check.allowed(settings.skills());
        Map<String, Object> output = output(work, input, allowed, thinker);
        Thoughts.Use used = thoughts.used(work, Instant.EPOCH);
        output.put("model", settings.name());
        output.put("tokens", used.tokens());
        output.put("cost", BigDecimal.valueOf(used.cost(), 9).stripTrailingZeros());
        return output;
    }

    private Map<String, Object> output(String work, Map<String, Object> input, Set<String> allowed, Thinker thinker) {
        List<Thought> earlier = thoughts.brief(work);
        Optional<Decision> decided = earlier.stream()
                .filter(thought -> thought.kind() == Thought.Kind.DECIDED)
                .findFirst()
                .flatMap(thought -> DecisionForm.open(thought.decision(), List.of(), clock.instant()));
        if (decided.isPresent()) {
            return PlanForm.output(decided.get());
        }
        Situation situation = new Situation(work, input, List.of(), List.of(), allowed);
        Thinking thinking = thinker.think(situation, Instant.EPOCH, Instant.EPOCH);
        if (thinking instanceof Thinking.Decided || thinking instanceof Thinking.Useless) {
            modelIsWell();
        }
        if (thinking instanceof Thinking.Decided fresh) {
            return PlanForm.output(fresh.decision());
        }
        if (thinking instanceof Thinking.Busy busy) {
            throw new OutsideException(
                    OutsideException.Kind.THROTTLED, SYSTEM, "The model is busy.", busy.retryAt(), null);
        }
        if (thinking instanceof Thinking.Useless useless) {
            return PlanForm.output(new Decision.AskPerson(
                    "The model gave no answer that can be used: " + useless.why() + " Shall it be asked again?",
                    List.of(ModelAgent.GO_ON, ModelAgent.STOP)));
        }
        if (thinking instanceof Thinking.Spent spent) {
            throw new OutsideException(
                    spent.until() == null ? OutsideException.Kind.PERMANENT : OutsideException.Kind.THROTTLED,
                    SYSTEM,
                    spent.why(),
                    spent.until(),
                    null);
        }
        Thinking.Trouble trouble = (Thinking.Trouble) thinking;
        throw new OutsideException(
                        kind(trouble.trouble()),
                        SYSTEM,
                        trouble.trouble().getMessage(),
                        trouble.retryAt(),
                        trouble.trouble())
                .answered();
    }

    private static OutsideException.Kind kind(ModelTrouble trouble) {
        return switch (trouble.kind()) {
            case TRANSIENT -> OutsideException.Kind.TRANSIENT;
            case THROTTLED -> OutsideException.Kind.THROTTLED;
            case AUTHENTICATION -> OutsideException.Kind.AUTHENTICATION;
            case REFUSED -> OutsideException.Kind.PERMANENT;
        };
    }
}
