package io.goldtier.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.goldtier.Assistant;
import io.goldtier.Work;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.Skills;
import io.goldtier.skill.effect.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteReloadTest {

    private static final Caller CALLER = new Caller("test", "tester", null, null, true);

    @TempDir
    static Path home;

    static Assistant assistant;

    @BeforeAll
    static void start() {
        assistant = Assistant.in(home)
                .route("skills/greet.camel.yaml", greeting("Hello"))
                .start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    private static String greeting(String word) {
        return Work.skill("greet", "retry: safe", """
                - setBody:
                    id: test-answer
                    expression:
                      language:
                        language: template
                        expression: |
                          said: %s
                """.formatted(word));
    }

    private static String problem(String file) {
        return String.valueOf(assistant.bean(RouteReload.class).problems().get(file));
    }

    private static Object said() {
        Outcome outcome = assistant.bean(SkillCalls.class).call("greet", Map.of(), CALLER);
        return outcome instanceof Outcome.Done done ? done.output().get("said") : outcome;
    }

    @Test
    void filesTakeEffectWhileItRuns() throws Exception {
        assertThat(said()).isEqualTo("Hello");

        assistant.route("skills/greet.camel.yaml", greeting("Good morning"));
        await().atMost(Duration.ofSeconds(20)).until(() -> "Good morning".equals(said()));

        assistant.route("skills/greet.camel.yaml", greeting("Broken").replace("approval: never", "approval: perhaps"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        assistant.bean(RouteReload.class).problems())
                .containsKey("skills/greet.camel.yaml"));
        assertThat(problem("skills/greet.camel.yaml")).contains("or never, was: perhaps");
        assertThat(said()).isEqualTo("Good morning");

        assistant.route("skills/greet.camel.yaml", greeting("${uuid}"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(problem("skills/greet.camel.yaml"))
                .contains("the route of skill greet: ${uuid} has another value in each attempt"));
        assertThat(said()).isEqualTo("Good morning");

        assistant.route("skills/greet.camel.yaml", "- route: [unclosed");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(problem("skills/greet.camel.yaml"))
                .contains("is not YAML"));
        assertThat(said()).isEqualTo("Good morning");

        assistant.route("skills/greet.camel.yaml", greeting("Good evening"));
        await().atMost(Duration.ofSeconds(20)).until(() -> "Good evening".equals(said()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant.bean(RouteReload.class).problems().isEmpty());

        assistant.route(
                "skills/wave.camel.yaml",
                greeting("Wave").replace("greet", "wave").replace("answer", "wave-answer"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant.bean(Skills.class).isStarted("wave"));

        Files.delete(assistant.routes().resolve("skills/wave.camel.yaml"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant.bean(Skills.class).find("wave").isEmpty());
        assertThat(assistant.bean(SkillCalls.class).call("wave", Map.of(), CALLER))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.sentence())
                        .contains("There is no skill wave"));
    }

    @Test
    void aNewRuleIsUsedForTheNextMessage() {
        assistant.route("triggers/hello_said.camel.yaml", """
                - beans:
                    - name: hello_said
                      type: io.goldtier.trigger.Rule
                      properties:
                        description: Somebody says hello.
                        example: "Hello from Anna"
                        sourceDomain: personal
                        pattern: "{start} hello from {name}"
                        actions: |
                          - social_generate_summary: {content: "Hello ${name}"}
                """);
        int[] number = {0};
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    // Each message differs, for a copy would be recognised
                    assistant.drop("hello-" + ++number[0] + ".txt", "Hello from Anna" + number[0]);
                    assertThat(assistant.files("Done")).isNotEmpty();
                });
    }

    @Test
    void aCopyOfAFileDoesNotTakeOverItsRoutes() throws Exception {
        assistant.route("skills/greet copy.camel.yaml", greeting("Impostor"));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        assistant.bean(RouteReload.class).problems())
                .containsKey("skills/greet copy.camel.yaml"));
        assertThat(said()).isNotEqualTo("Impostor");
        Files.delete(assistant.routes().resolve("skills/greet copy.camel.yaml"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> assistant.bean(RouteReload.class).problems().isEmpty());
    }
}
