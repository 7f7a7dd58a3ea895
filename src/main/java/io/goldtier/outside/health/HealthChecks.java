package io.goldtier.outside.health;

import io.goldtier.outside.OutsideSystems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks at all systems once, for whoever does not keep what is found. */
@Component
public class HealthChecks {

    private final OutsideSystems systems;
    private final HealthCheck health;

    HealthChecks(OutsideSystems systems, HealthCheck health) {
        this.systems = systems;
        this.health = health;
    }

    /** How each system is, by its name. */
    public Map<String, Health> all() {
        Map<String, Health> found = new LinkedHashMap<>();
        systems.all().forEach(card -> found.put(card.name(), health.look(card)));
        return found;
    }
}
