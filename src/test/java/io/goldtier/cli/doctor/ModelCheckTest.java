package io.goldtier.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.agent.ScriptedModel;
import io.goldtier.settings.Mode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The doctor looks at the model over real HTTP, asks it nothing, and says in a sentence what to do. */
class ModelCheckTest {

    private static final String KEY = "sk-nobody-may-see-this";

    private static List<Finding> look(Mode mode, String protocol, String url, String name, String key) {
        Map<String, Object> values = new HashMap<>();
        values.put("goldtier.agent.model.name", name);
        values.put("goldtier.agent.model.protocol", protocol);
        values.put("goldtier.agent.model.url", url);
        values.put("goldtier.agent.model.api-key", key);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        List<Finding> findings = ModelCheck.check(environment, mode);
        assertThat(findings).allMatch(finding -> !finding.sentence().contains("sk-"), "no key is shown");
        return findings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void eachFaultHasItsSentence(String protocol) {
        String gone;
        try (ScriptedModel model = new ScriptedModel(question -> ScriptedModel.says("Nobody asks me."))) {
            model.isCalled("thinker-1", KEY);
            gone = model.url();
            assertThat(look(Mode.LIVE, protocol, model.url(), "thinker-1", KEY))
                    .containsExactly(Finding.ok("model", "127.0.0.1 answers, takes our key, and has thinker-1"));
            assertThat(look(Mode.LIVE, protocol, model.url() + "/", "thinker-2", KEY))
                    .containsExactly(
                            Finding.fault(
                                    "model",
                                    "127.0.0.1 has no model thinker-2: set goldtier.agent.model.name to one that it has, such as thinker-1"));
            assertThat(look(Mode.LIVE, protocol, model.url(), "thinker-1", "sk-another"))
                    .containsExactly(
                            Finding.fault(
                                    "model",
                                    "127.0.0.1 does not accept the key: set goldtier.agent.model.api-key to one that is valid there"));
            assertThat(look(Mode.LIVE, protocol, model.url(), "thinker-1", ""))
                    .singleElement()
                    .extracting(Finding::sentence)
                    .asString()
                    .endsWith("it is empty now");
            assertThat(look(Mode.LIVE, protocol, model.url().replace("/v1", "/elsewhere"), "thinker-1", KEY))
                    .singleElement()
                    .matches(finding -> finding.level() == Finding.Level.WARN)
                    .matches(finding -> finding.sentence().contains("does not say which models it has (status 404)"));
            model.isCalled("thinker-1:latest", "");
            assertThat(look(Mode.SANDBOX, protocol, model.url(), "thinker-1", ""))
                    .as("as Ollama names them")
                    .singleElement()
                    .matches(finding -> finding.level() == Finding.Level.OK);
            assertThat(model.questions()).as("it was asked nothing").isEmpty();
        }
        assertThat(look(Mode.LIVE, protocol, gone, "thinker-1", KEY))
                .containsExactly(Finding.fault(
                        "model", "nothing answers at " + gone + ": start it, or correct goldtier.agent.model.url"));
    }

    @Test
    void withoutAModelThereIsNoLineAndTheSandboxIsNotLeft() {
        assertThat(look(Mode.LIVE, "openai", "", "", "")).isEmpty();
        assertThat(look(Mode.SANDBOX, "openai", "https://192.0.2.1/v1", "thinker-1", KEY))
                .singleElement()
                .matches(finding -> finding.level() == Finding.Level.FAULT)
                .extracting(Finding::sentence)
                .asString()
                .contains("must be an address of this machine in sandbox mode");
    }
}
