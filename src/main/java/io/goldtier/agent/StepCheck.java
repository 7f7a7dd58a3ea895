package io.goldtier.agent;

import io.goldtier.json.Json;
import io.goldtier.json.JsonSchema;
import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.trigger.Rule;
import io.goldtier.trigger.Rules;
import io.goldtier.trigger.StepValues;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Holds what an agent that thinks wants to add to a plan against the cards, before it gets into the plan. */
@Component
public class StepCheck {

    /** The skill by which a message that no rule understands is thought about. */
    public static final String PLAN = "agent_plan";

    /** The skill that puts a question before the owner; agents ask by their decision and never answer for him. */
    public static final String ASK = "ask_owner";

    /** What agents never use: thinking about thinking, and answering for the owner. */
    private static final Set<String> NEVER = Set.of(PLAN, ASK, "answer_question");

    private static final int LONGEST_INPUT = 64 * 1024;

    private final Skills skills;
    private final Rules rules;

    StepCheck(Skills skills, Rules rules) {
        this.skills = skills;
        this.rules = rules;
    }

    /** False for what no agent ever uses, whatever the work is. */
    public static boolean isForAgents(String skill) {
        return !NEVER.contains(skill);
    }

    /**
     * The skills that an agent may use for this work: those of the rule that understood the message, or where none did,
     * those of the settings.
     *
     * @param usual what the settings name; all when that is empty
     */
    public Set<String> allowed(Trigger trigger, Collection<String> usual) {
        Object name = trigger == null ? null : trigger.sourceData().get("rule");
        Set<String> ofRule = name == null
                ? Set.of()
                : rules.find(String.valueOf(name)).map(Rule::skills).orElse(Set.of());
        return ofRule.isEmpty() ? allowed(usual) : started(ofRule);
    }

    /** The skills that an agent may use where no rule says more. */
    public Set<String> allowed(Collection<String> usual) {
        return started(usual.isEmpty() ? skills.all().stream().map(Skill::name).toList() : usual);
    }

    private Set<String> started(Collection<String> names) {
        Set<String> found = new TreeSet<>(names);
        found.removeIf(name -> NEVER.contains(name) || !skills.isStarted(name));
        return found;
    }

    /** The cards of these skills. */
    public List<Skill> cards(Set<String> names) {
        return new LinkedHashSet<>(names)
                .stream().flatMap(name -> skills.find(name).stream()).toList();
    }

    /**
     * What is wrong with steps that are to be added, in a sentence for who proposed them.
     *
     * @param planned how many steps the plan has
     * @param allowed the skills that may be used
     */
    public Optional<String> fault(List<Decision.NewStep> steps, int planned, Set<String> allowed) {
        if (planned + steps.size() > Triggers.MAX_ITERATIONS) {
            return Optional.of("The plan would have " + (planned + steps.size()) + " steps; at most "
                    + Triggers.MAX_ITERATIONS + " are allowed, and it has " + planned + ".");
        }
        int position = planned;
        for (Decision.NewStep step : steps) {
            position++;
            Optional<String> fault = fault(step, position, allowed);
            if (fault.isPresent()) {
                return Optional.of("Step " + position + ", " + step.skill() + ": " + fault.get());
            }
        }
        return Optional.empty();
    }

    private Optional<String> fault(Decision.NewStep step, int position, Set<String> allowed) {
        if (!allowed.contains(step.skill())) {
            return Optional.of(
                    "this skill may not be used here. Those that may are: " + String.join(", ", allowed) + ".");
        }
        Map<String, Object> params = step.params();
        if (Json.write(params).length() > LONGEST_INPUT) {
            return Optional.of("its input is longer than " + LONGEST_INPUT / 1024 + " KiB.");
        }
        Optional<String> unknown = StepValues.fault(params, position);
        if (unknown.isPresent()) {
            return Optional.of(unknown.get() + ".");
        }
        Skill card = skills.find(step.skill()).orElseThrow();
        Optional<JsonSchema.Fault> fault = card.input().check(params, StepValues.fields(params));
        if (fault.isPresent()) {
            return Optional.of(fault.get().sentence() + ".");
        }
        boolean named = card.needs().isEmpty() || params.get(card.needs()) instanceof String text && !text.isBlank();
        return named
                ? Optional.empty()
                : Optional.of(card.needs() + " is missing: it must name the " + card.needs() + ".");
    }
}
