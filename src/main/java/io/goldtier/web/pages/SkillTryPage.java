package io.goldtier.web.pages;

import io.goldtier.skill.Caller;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Outcome;
import io.goldtier.skill.effect.Watcher;
import io.goldtier.web.answer.Problem;
import io.goldtier.web.work.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * {@code /skills/NAME}: a skill with a form made from its card, to try it. A call from here goes through the same gate as every
 * other; sending the same form twice is one call.
 */
@Controller
@RequestMapping("/skills/{name}")
class SkillTryPage {

    private static final String KEY = "key";

    private final Pages pages;
    private final Skills skills;
    private final SkillCalls calls;

    SkillTryPage(Pages pages, Skills skills, SkillCalls calls) {
        this.pages = pages;
        this.skills = skills;
        this.calls = calls;
    }

    @GetMapping
    ResponseEntity<String> form(@PathVariable String name) {
        return show(200, find(name), null, null, null);
    }

    @PostMapping
    ResponseEntity<String> call(@PathVariable String name, @RequestParam Map<String, String> typed) {
        Skill skill = find(name);
        String key = typed.getOrDefault(KEY, "");
        if (!key.matches("[0-9a-f-]{36}")) {
            throw new Problem(422, "key must be that of the form; open the page again.", KEY);
        }
        try {
            Map<String, Object> input = EditForm.params(skill, Map.of(), typed);
            Outcome outcome =
                    calls.call(name, input, new Caller("console", "owner", null, "owner", true), key, Watcher.NOBODY);
            return show(outcome.field() == null ? 200 : 422, skill, typed, outcome, null);
        } catch (Problem problem) {
            return show(422, skill, typed, null, problem.getMessage());
        }
    }

    private Skill find(String name) {
        return skills.find(name).orElseThrow(() -> new Problem(404, skills.unknown(name)));
    }

    private ResponseEntity<String> show(
            int status, Skill skill, Map<String, String> typed, Outcome outcome, String problem) {
        boolean again = outcome == null || outcome.field() != null;
        Map<String, Object> values = new HashMap<>();
        values.put("skill", skill);
        values.put("started", skills.isStarted(skill.name()));
        values.put("fields", EditForm.fields(skill, Map.of(), again ? typed : null));
        values.put("required", skill.input().required());
        values.put("outcome", outcome);
        values.put("problem", problem);
        values.put(KEY, UUID.randomUUID().toString());
        return pages.show(status, "try", Words.name(skill.name()), "skills", values);
    }
}
