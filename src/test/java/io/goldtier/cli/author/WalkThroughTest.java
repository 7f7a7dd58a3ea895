package io.goldtier.cli.author;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.cli.CliRun;
import io.goldtier.skill.Skills;
import io.goldtier.trigger.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/walk-through.md}, one after the other, beside an assistant that runs. */
class WalkThroughTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./goldtier ((?:new|try|drop|check) .*)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path home;

    @Test
    void threeFilesMakeASystemASkillAndARuleThatAreEditedAndTakenAwayWhileItRuns() throws IOException {
        try (Assistant assistant = Assistant.in(home).start()) {
            Files.createDirectories(assistant.vault().resolve("Needs_Action"));
            Matcher commands = COMMAND.matcher(Files.readString(Path.of("docs/walk-through.md")));
            while (commands.find()) {
                CliRun run = run(assistant, commands.group(1));
                assertThat(run.code()).as(commands.group() + "\n" + run).isZero();
                if (commands.group(1).startsWith("new skill")) {
                    await().atMost(PATIENCE).untilAsserted(() -> assertThat(show(assistant, "/api/skills"))
                            .contains("crm_note"));
                    for (Object id : List.of(17, "n17")) {
                        assertThat(assistant
                                        .bean(Skills.class)
                                        .find("crm_note")
                                        .orElseThrow()
                                        .output()
                                        .check(Map.of("id", id)))
                                .as("ids are numbers with some systems and texts with others")
                                .isEmpty();
                    }
                } else if (commands.group(1).startsWith("new rule")) {
                    await().atMost(PATIENCE).until(() -> assistant.bean(Rules.class).byPriority().stream()
                            .anyMatch(rule -> rule.name().equals("client_note")));
                }
            }

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(show(assistant, "/api/servers"))
                    .containsPattern("server_id=crm-mcp((?!server_id).)*status=active"));
            assertThat(show(assistant, "/api/status")).contains("crm");
            assertThat(assistant.text("/skills")).contains("id=\"crm_note\"", "Whom it is about.");
            await().atMost(PATIENCE).until(() -> !pending(assistant).isEmpty());
            String approval = String.valueOf(pending(assistant).get(0).get("approval_id"));
            assistant.post("/api/approvals/" + approval, Map.of("decision", "approve"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            assistant.get("/sandbox/state?system=any").toString())
                    .containsOnlyOnce("They prefer mail"));

            Path skill = assistant.routes().resolve("skills/crm_note.camel.yaml");
            Files.writeString(
                    skill, Files.readString(skill).replace("Say in a sentence what crm_note does.", "Keeps a note."));
            await().atMost(PATIENCE).until(() -> assistant.text("/skills").contains("Keeps a note."));

            for (String file : List.of("triggers/client_note", "skills/crm_note", "connectors/crm")) {
                Files.delete(assistant.routes().resolve(file + ".camel.yaml"));
            }
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(show(assistant, "/api/skills")).doesNotContain("crm_note");
                assertThat(show(assistant, "/api/servers")).doesNotContain("crm-mcp");
            });
            assertThat(assistant.text("/skills")).doesNotContain("crm_note");
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAndNothingIsOverwritten() throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        List<String> settings = List.of("--goldtier.routes=" + routes);
        assertThat(CliRun.of(settings, "new", "system", "crm").code()).isZero();
        Path file = Files.writeString(routes.resolve("connectors/crm.camel.yaml"), "mine");

        assertThat(CliRun.of(settings, "new", "system", "crm").err()).contains("already; nothing was written");
        assertThat(CliRun.of(settings, "new", "system", "shop").code()).isZero();
        assertThat(CliRun.of(settings, "new", "skill", "shop", "--system", "shop")
                        .err())
                .contains("There is a system shop already");
        assertThat(file).hasContent("mine");
        assertThat(CliRun.of(settings, "new", "door", "crm").err())
                .contains("must be system, skill or rule, was: door");
        assertThat(CliRun.of(settings, "new", "system", "../crm").err()).contains("was: ../crm");
        assertThat(CliRun.of(settings, "new", "skill", "cafe_sell").err()).contains("There is no system cafe");
        assertThat(CliRun.of(settings, "new", "rule", "sold", "--skill", "sell").err())
                .contains("There is no skill sell");
        assertThat(CliRun.of(settings, "try", "sold", "x").err()).contains("There is no rule sold");
    }

    private static CliRun run(Assistant assistant, String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        return CliRun.of(
                List.of(
                        "--goldtier.routes=" + assistant.routes(),
                        "--goldtier.vault=" + assistant.vault(),
                        "--goldtier.data=" + assistant.data()),
                words.toArray(String[]::new));
    }

    private static String show(Assistant assistant, String path) {
        return String.valueOf(assistant.get(path));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> pending(Assistant assistant) {
        return (List<Map<String, Object>>)
                ((Map<String, Object>) assistant.get("/api/approvals?status=pending")).get("items");
    }
}
