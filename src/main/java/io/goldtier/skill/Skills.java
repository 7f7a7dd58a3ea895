package io.goldtier.skill;

import io.goldtier.json.JsonSchema;
import io.goldtier.skill.system.SystemCard;
import io.goldtier.trigger.StepValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** The skills that there are: cards from the route files, and which of their routes are started. */
@Component
public class Skills {

    private final CamelContext camel;
    private final Map<String, Processor> started = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    Skills(CamelContext camel) {
        this.camel = camel;
    }

    /** The card with this name, if there is one that is in order. */
    public Optional<Skill> find(String name) {
        Skill card = camel.getRegistry().lookupByNameAndType(name, Skill.class);
        return Optional.ofNullable(card).map(found -> found.check(name, this::system));
    }

    /** The card of an outside system, if there is one of this name. */
    public Optional<SystemCard> system(String name) {
        return Optional.ofNullable(camel.getRegistry().lookupByNameAndType(name, SystemCard.class));
    }

    /** The cards of all outside systems, by name. */
    public Map<String, SystemCard> systems() {
        return new TreeMap<>(camel.getRegistry().findByTypeWithName(SystemCard.class));
    }

    /** What a call of this skill with this input is about; nothing is known of a skill without a card in order. */
    public Subject subject(String name, Map<String, Object> input) {
        try {
            return find(name).map(skill -> skill.subject(input)).orElseGet(Subject::unknown);
        } catch (IllegalArgumentException e) {
            return Subject.unknown();
        }
    }

    /** All skills whose route has been loaded, by name. */
    public List<Skill> all() {
        Map<String, Skill> cards = new TreeMap<>();
        camel.getRegistry().findByTypeWithName(Skill.class).forEach((name, card) -> {
            if (camel.getRoute(name) != null) {
                cards.put(name, card.check(name, this::system));
            }
        });
        return List.copyOf(cards.values());
    }

    /** True when the skill's route takes calls. */
    public boolean isStarted(String name) {
        return started.containsKey(name);
    }

    /** What is wrong with an input for this skill, or empty. */
    public Optional<JsonSchema.Fault> checkInput(String name, Map<String, Object> input) {
        return find(name)
                .map(skill -> skill.input().check(input, StepValues.fields(input)))
                .orElseGet(() -> Optional.of(new JsonSchema.Fault("type", unknown(name))));
    }

    /** The sentence that says that there is no such skill. */
    public String unknown(String name) {
        return "There is no skill " + name + ". The skills are: "
                + String.join(", ", all().stream().map(Skill::name).toList()) + ".";
    }

    /** Calls this, briefly, with the skill's name whenever a skill's route has been started. */
    public void onStarted(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** The skill's started route, or null. */
    public Processor route(String name) {
        return started.get(name);
    }

    /** The skill's route takes calls from now on. */
    public void started(String name, Processor route) {
        started.put(name, route);
        listeners.forEach(listener -> listener.accept(name));
    }

    /** The skill's route takes no more calls, unless another has been started in its place. */
    public void stopped(String name, Processor route) {
        started.remove(name, route);
    }
}
