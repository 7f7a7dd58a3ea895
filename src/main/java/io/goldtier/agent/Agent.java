package io.goldtier.agent;

import io.goldtier.trigger.Action;
import io.goldtier.trigger.Trigger;
import java.util.List;

/**
 * What decides, in the loop's REASON phase, what is done next. Its bean's name is what settings and rules call it by.
 *
 * <p>It decides and does nothing itself: each step goes through the gate, with input checked, a person asked, quotas
 * kept, whoever chose it.
 */
public interface Agent {

    /** The name by which the logs call it. */
    String name();

    /** True when the work is over with the last step of its plan, so that it need not be asked once more. */
    default boolean doesThePlanAlone() {
        return false;
    }

    /**
     * True when it thinks for itself, so that what it puts into a plan is nobody's word but its own and asks a person
     * unless the handbook lets agents do it.
     */
    default boolean thinks() {
        return false;
    }

    /**
     * What comes next; called again when that is done. An exception means that it cannot decide now; it is asked again
     * in a few seconds.
     *
     * @param trigger what the work is about; its texts come from outside
     * @param plan the steps, in order, with what became of each
     * @param history what the logs say about the work so far
     */
    Decision next(Trigger trigger, List<Action> plan, History history);

    /** What the logs say about the work; read only when it is asked for. */
    @FunctionalInterface
    interface History {

        /** Lines of JSON, oldest first, the newest 200 at most. */
        List<String> lines();
    }
}
