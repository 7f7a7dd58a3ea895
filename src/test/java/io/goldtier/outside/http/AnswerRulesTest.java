package io.goldtier.outside.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.goldtier.json.Yaml;
import io.goldtier.outside.OutsideSystem;
import io.goldtier.skill.effect.OutsideException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {

    /** What a card says of doubt is true of what may have been done, and of nothing else. */
    @Test
    void whoOnlyReadsIsNotToldThatSomethingMayBeSent() throws Exception {
        Map<?, ?> file = (Map<?, ?>)
                ((List<?>) Yaml.read(Files.readString(Path.of("routes/connectors/whatsapp.camel.yaml")))).get(0);
        Map<?, ?> card = (Map<?, ?>) ((Map<?, ?>) ((List<?>) file.get("beans")).get(0)).get("properties");
        AnswerRules rules = AnswerRules.of(String.valueOf(card.get("answers")));
        OutsideSystem system = new OutsideSystem();
        system.setTitle("WhatsApp");
        Answer answer = new Answer(404, Map.of(), "<html>Not here</html>".getBytes(StandardCharsets.UTF_8));

        OutsideException reading = rules.refusal(system, answer, false, Clock.systemUTC());
        OutsideException writing = rules.refusal(system, answer, true, Clock.systemUTC());

        assertThat(reading.getMessage()).isEqualTo("WhatsApp did not give what was asked for (status 404).");
        assertThat(reading.kind()).isEqualTo(OutsideException.Kind.TRANSIENT);
        assertThat(writing.getMessage()).endsWith("the message may be sent all the same.");
        assertThat(writing.kind()).isEqualTo(OutsideException.Kind.IN_DOUBT);
    }
}
