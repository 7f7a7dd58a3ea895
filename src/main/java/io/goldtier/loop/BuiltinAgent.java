package io.goldtier.loop;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The agent that needs no model: the next step is the first whose box is open. */
@Component
class BuiltinAgent implements Agent {

    @Override
    public String name() {
        return "builtin_agent";
    }

    @Override
    public Optional<Action> next(Trigger trigger, List<Action> actions) {
        return actions.stream().filter(action -> !action.state().isClosed()).findFirst();
    }
}
