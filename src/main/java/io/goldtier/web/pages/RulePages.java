package io.goldtier.web.pages;

import io.goldtier.agent.Agents;
import io.goldtier.agent.RuleDraft;
import io.goldtier.trigger.Actions;
import io.goldtier.trigger.Rule;
import io.goldtier.trigger.Rules;
import io.goldtier.trigger.Trigger;
import io.goldtier.trigger.Triggers;
import io.goldtier.web.answer.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code /rules}: the rule cards and which agent works on what they find; and a rule drafted from a piece of work. */
@Controller
class RulePages {

    private static final int LOOKS = 40;
    private static final int PAUSE = 100;

    private final Pages pages;
    private final Rules rules;
    private final Agents agents;
    private final RuleFiles files;
    private final Triggers triggers;
    private final Actions actions;

    RulePages(Pages pages, Rules rules, Agents agents, RuleFiles files, Triggers triggers, Actions actions) {
        this.pages = pages;
        this.rules = rules;
        this.agents = agents;
        this.files = files;
        this.triggers = triggers;
        this.actions = actions;
    }

    @GetMapping("/rules")
    ResponseEntity<String> all() {
        return list(200, null);
    }

    private ResponseEntity<String> list(int status, String problem) {
        Map<String, Object> values = new HashMap<>();
        values.put("rules", rules.byPriority());
        values.put("agents", List.copyOf(agents.names()));
        values.put("standard", agents.standard());
        values.put("problem", problem);
        return pages.show(status, "rules", "Rules", "skills", values);
    }

    /** Gives what a rule finds to an agent; an empty name to that of the settings. */
    @PostMapping("/rules/{name}/agent")
    ResponseEntity<String> agent(@PathVariable String name, @RequestParam(defaultValue = "") String agent) {
        if (!agent.isEmpty() && !agents.names().contains(agent)) {
            return list(422, "agent must be one of " + agents.names() + ", was: " + agent + ".");
        }
        Optional<String> fault = files.setAgent(name, agent);
        return fault.isPresent() ? list(409, fault.get()) : shown(name, rule -> agent.equals(rule.agent()));
    }

    /** The rules, once the running assistant has taken the file, which takes a moment. */
    private ResponseEntity<String> shown(String name, Predicate<Rule> taken) {
        try {
            for (int i = 0; i < LOOKS && rules.find(name).filter(taken).isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seeOther("/rules#" + name);
    }

    /** The rule that would do this work by itself the next time. */
    @GetMapping("/triggers/{id}/rule")
    ResponseEntity<String> draft(@PathVariable String id) {
        Trigger trigger = find(id);
        String name = files.freeName(trigger);
        return show(200, trigger, name, RuleDraft.of(name, trigger, actions.of(id)), null);
    }

    /** Keeps it, as it was edited. */
    @PostMapping("/triggers/{id}/rule")
    ResponseEntity<String> keep(@PathVariable String id, @RequestParam String name, @RequestParam String card) {
        Trigger trigger = find(id);
        String text = card.replace("\r\n", "\n");
        Optional<String> fault = files.create(name.strip(), text);
        return fault.isPresent() ? show(422, trigger, name, text, fault.get()) : shown(name.strip(), rule -> true);
    }

    private Trigger find(String id) {
        return triggers.find(id).orElseThrow(() -> new Problem(404, "There is no trigger " + id + "."));
    }

    private ResponseEntity<String> show(int status, Trigger trigger, String name, String card, String problem) {
        Map<String, Object> values = new HashMap<>();
        values.put("trigger", trigger);
        values.put("name", name);
        values.put("card", card);
        values.put("problem", problem);
        return pages.show(status, "rule", "A rule from this", "work", values);
    }

    private static ResponseEntity<String> seeOther(String place) {
        return ResponseEntity.status(303).header("Location", place).build();
    }
}
