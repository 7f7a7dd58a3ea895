package io.goldtier;

import io.goldtier.skill.effect.OutsideException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An outside system that a test's skill calls: it counts its effects and fails as it is told. */
public final class FarEnd {

    private final List<String> effects = new CopyOnWriteArrayList<>();
    private volatile OutsideException.Kind trouble;
    private volatile boolean actsBeforeFailing;
    private volatile Runnable whenCalled = () -> {};

    /** What took effect, in order. */
    public List<String> effects() {
        return effects;
    }

    /** From now on every call fails like this; null for none. */
    public void failWith(OutsideException.Kind kind) {
        trouble = kind;
        actsBeforeFailing = kind == OutsideException.Kind.IN_DOUBT;
    }

    /** Does this in the middle of every call. */
    public void whenCalled(Runnable step) {
        whenCalled = step;
    }

    /** One call, as a route makes it. */
    public Map<String, Object> call(String actionId) {
        whenCalled.run();
        OutsideException.Kind kind = trouble;
        if (kind == null || actsBeforeFailing) {
            effects.add(actionId);
        }
        if (kind != null) {
            throw new OutsideException(kind, "farend", "The far end fails with " + kind + ".");
        }
        return Map.of("done_for", actionId);
    }
}
