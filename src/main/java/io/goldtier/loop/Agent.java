package io.goldtier.loop;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import java.util.List;
import java.util.Optional;

/** What decides, in the loop's REASON phase, which step of the plan comes next. */
public interface Agent {

    /** The name by which the logs call it. */
    String name();

    /** The next step, one of the given actions; empty when nothing is left to do. */
    Optional<Action> next(Trigger trigger, List<Action> actions);
}
