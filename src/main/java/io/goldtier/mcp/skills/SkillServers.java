package io.goldtier.mcp.skills;

import io.goldtier.approval.Approvals;
import io.goldtier.approval.Decisions;
import io.goldtier.mcp.content.Documents;
import io.goldtier.mcp.content.Prompts;
import io.goldtier.mcp.server.McpServer;
import io.goldtier.skill.Skill;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import io.goldtier.skill.system.SystemCard;
import io.goldtier.trigger.Actions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Our servers: four that are always there, and one for each further name that a card names. */
@Component
public class SkillServers {

    private static final String SUFFIX = "-mcp";
    private static final List<String> ALWAYS = List.of("browser-mcp", "email-mcp", "odoo-mcp", "social-mcp");

    private final Skills skills;
    private final SkillTools tools;
    private final ApprovalStatus status;
    private final Standing standing;
    private final Documents documents;
    private final Prompts prompts;
    private final Map<String, McpServer> made = new ConcurrentHashMap<>();

    SkillServers(
            Skills skills,
            SkillCalls calls,
            Approvals approvals,
            Actions actions,
            Decisions decisions,
            Documents documents,
            Prompts prompts,
            Environment environment,
            Clock clock) {
        this.skills = skills;
        this.documents = documents;
        this.prompts = prompts;
        Answers answers = new Answers(
                id -> "http://127.0.0.1:" + environment.getProperty("local.server.port") + "/approvals/" + id, clock);
        this.standing = new Standing(approvals, actions, decisions, skills, answers);
        this.tools = new SkillTools(calls, answers, standing);
        this.status = new ApprovalStatus(standing, answers);
    }

    /** The server at this place behind {@code /mcp/}, such as {@code odoo} for {@code odoo-mcp}. */
    public Optional<McpServer> at(String place) {
        String name = place + SUFFIX;
        return names().contains(name)
                ? Optional.of(made.computeIfAbsent(
                        name, key -> new SkillServer(key, skills, tools, status, standing, documents, prompts)))
                : Optional.empty();
    }

    /** The places behind {@code /mcp/} where there are servers. */
    public List<String> places() {
        return names().stream()
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .toList();
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(ALWAYS);
        skills.systems().values().stream().map(SystemCard::server).forEach(names::add);
        skills.all().stream().map(Skill::server).forEach(names::add);
        names.removeIf(name -> !name.endsWith(SUFFIX));
        return names;
    }
}
