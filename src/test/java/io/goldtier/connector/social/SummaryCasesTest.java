package io.goldtier.connector.social;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.Assistant;
import io.goldtier.json.Yaml;
import io.goldtier.skill.Caller;
import io.goldtier.skill.SkillCalls;
import io.goldtier.skill.effect.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden cases of {@code social_generate_summary}: the call, and the result or the refusal. */
class SummaryCasesTest {

    private static final Path CASES = Path.of("src/test/cases/social_generate_summary");
    private static final Caller OWNER = new Caller("test", "system", null, null, true);

    private static Assistant assistant;

    @BeforeAll
    static void start(@TempDir Path home) {
        assistant = Assistant.in(home).start();
    }

    @AfterAll
    static void stop() {
        assistant.close();
    }

    static List<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void holds(Path file) throws IOException {
        Map<String, Object> expected = Yaml.readMap(Files.readString(file));
        @SuppressWarnings("unchecked")
        Map<String, Object> call = (Map<String, Object>) expected.get("call");
        Outcome outcome = assistant.bean(SkillCalls.class).call("social_generate_summary", call, OWNER);
        if (expected.get("refusal") instanceof Map<?, ?> refusal) {
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
                assertThat(refused.field()).contains(String.valueOf(refusal.get("field")));
                assertThat(refused.sentence()).contains(String.valueOf(refusal.get("message")));
            });
        } else {
            assertThat(outcome).isEqualTo(new Outcome.Done(castResult(expected)));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> castResult(Map<String, Object> expected) {
        return (Map<String, Object>) expected.get("result");
    }
}
