package io.goldtier.agent;

import io.goldtier.trigger.Rule;
import io.goldtier.trigger.Rules;
import io.goldtier.trigger.Trigger;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Which agent works on what: that of the rule which understood the message, else that of the settings. */
@Component
public class Agents {

    /** The agent that asks a model; it is there when the settings name one. */
    private static final String MODEL = "model";

    private final Map<String, Agent> agents;
    private final Agent standard;
    private final Rules rules;
    private final boolean understands;

    /** Refuses a setting that names no agent. */
    Agents(
            Map<String, Agent> agents,
            AgentSettings settings,
            @Value("${goldtier.agent.model.understands:true}") boolean understands,
            Rules rules) {
        this.understands = understands && agents.containsKey(MODEL);
        this.agents = new TreeMap<>(agents);
        this.rules = rules;
        this.standard = agents.get(settings.name());
        if (standard == null) {
            throw new IllegalArgumentException(
                    "goldtier.agent.name must be one of " + this.agents.keySet() + ", was: " + settings.name());
        }
    }

    /** True when messages that no rule understands are thought about. */
    public boolean understands() {
        return understands;
    }

    /** The names by which rules and settings call the agents that there are. */
    public Set<String> names() {
        return agents.keySet();
    }

    /** The name of the one for what no rule gives to another. */
    public String standard() {
        return agents.entrySet().stream()
                .filter(entry -> entry.getValue() == standard)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** The agent for this work; that of the settings, too, when its rule or that rule's agent is gone. */
    public Agent of(Trigger trigger) {
        if (agents.containsKey(MODEL)
                && trigger.triggeredActions().stream().anyMatch(action -> StepCheck.PLAN.equals(action.get("type")))) {
            return agents.get(MODEL);
        }
        Object name = trigger.sourceData().get("rule");
        return name == null
                ? standard
                : rules.find(String.valueOf(name)).map(this::of).orElse(standard);
    }

    private Agent of(Rule rule) {
        return agents.getOrDefault(rule.agent(), standard);
    }

    @EventListener(ApplicationStartedEvent.class)
    void checkRules() {
        for (Rule rule : rules.all()) {
            if (!rule.agent().isEmpty() && !agents.containsKey(rule.agent())) {
                throw new IllegalArgumentException("The rule " + rule.name() + " is wrong: agent must be one of "
                        + agents.keySet() + ", was: " + rule.agent() + ".");
            }
        }
    }
}
