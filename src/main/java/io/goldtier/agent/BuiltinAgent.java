package io.goldtier.agent;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The agent that needs no model: the next step is the first whose box is open. */
@Component("builtin")
class BuiltinAgent implements Agent {

    @Override
    public String name() {
        return "builtin_agent";
    }

    @Override
    public boolean doesThePlanAlone() {
        return true;
    }

    @Override
    public Decision next(Trigger trigger, List<Action> plan, History history) {
        return plan.stream()
                .filter(step -> !step.state().isClosed())
                .findFirst()
                .<Decision>map(Decision.DoStep::new)
                .orElseGet(Decision.Finish::new);
    }
}
