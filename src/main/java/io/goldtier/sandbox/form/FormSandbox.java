package io.goldtier.sandbox.form;

import io.goldtier.sandbox.SandboxState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What the form was sent, as long as this process runs. */
@Component
@ConditionalOnProperty(name = "goldtier.mode", havingValue = "sandbox", matchIfMissing = true)
class FormSandbox implements SandboxState {

    private static final int KEPT = 200;

    private final Deque<Map<String, String>> taken = new ArrayDeque<>();
    private int number;

    /** Keeps the fields; returns the number that they got. */
    synchronized String take(Map<String, String> fields) {
        Map<String, String> visit = new LinkedHashMap<>();
        visit.put("number", String.valueOf(++number));
        fields.forEach(visit::putIfAbsent);
        taken.add(visit);
        while (taken.size() > KEPT) {
            taken.removeFirst();
        }
        return visit.get("number");
    }

    @Override
    public String name() {
        return "form";
    }

    @Override
    public synchronized Object state() {
        return Map.of("visits", List.copyOf(taken));
    }
}
