package io.goldtier.web.pages;

import io.goldtier.skill.Skill;
import io.goldtier.skill.Skills;
import io.goldtier.skill.SkillsDocument;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /skills}: what the assistant can do at this moment, by server, as the cards say it. */
@Controller
class SkillsPage {

    private final Pages pages;
    private final Skills skills;

    SkillsPage(Pages pages, Skills skills) {
        this.pages = pages;
        this.skills = skills;
    }

    /** A skill for the page. */
    record Shown(
            String name,
            String description,
            String approval,
            String again,
            boolean started,
            List<SkillsDocument.Field> input,
            List<SkillsDocument.Field> output) {}

    @GetMapping("/skills")
    ResponseEntity<String> skills() {
        Map<String, List<Shown>> servers = new TreeMap<>(skills.all().stream()
                .collect(Collectors.groupingBy(Skill::server, Collectors.mapping(this::shown, Collectors.toList()))));
        return pages.show("skills", "Skills", "skills", Map.of("servers", servers));
    }

    private Shown shown(Skill skill) {
        return new Shown(
                skill.name(),
                skill.description(),
                asks(skill),
                SkillsDocument.again(skill),
                skills.isStarted(skill.name()),
                SkillsDocument.fields(skill.input().source()),
                SkillsDocument.fields(skill.output().source()));
    }

    private static String asks(Skill skill) {
        return switch (skill.approval()) {
            case ALWAYS -> "asks you each time";
            case HANDBOOK -> "asks as the handbook says";
            case NEVER -> "does not ask";
        };
    }
}
