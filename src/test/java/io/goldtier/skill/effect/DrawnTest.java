package io.goldtier.skill.effect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${uuid}",
                "${uuid(random)}",
                "$simple{uuid}",
                "${random(1,10)}",
                "${date:now:yyyy-MM-dd}",
                "${date:now-24h}",
                "${date:millis}",
                "${date-with-timezone:now:UTC:HH:mm}",
                "${exchangeId}",
                "${id}",
                "${messageTimestamp}",
                "${threadName}",
                "${concat(a,${uuid})}"
            })
    void whatDiffersBetweenAttemptsIsRefused(String expression) {
        assertThat(Drawn.differing("expression: \"key-" + expression + "\""))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("use ${variable.drawn} (a UUID)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${variable.drawn}",
                "${variable.begun}",
                "${date:variable.begun:yyyy}",
                "${body[id]}",
                "${body[uuid]}",
                "uuid",
                "{id}",
                "${variable.input[random]}"
            })
    void whatIsTheSameInEveryAttemptIsNot(String expression) {
        assertThat(Drawn.differing(expression)).isEmpty();
    }

    @Test
    void theUuidBelongsToTheAction() {
        assertThat(Drawn.uuid("t1-a1")).isEqualTo(Drawn.uuid("t1-a1")).isNotEqualTo(Drawn.uuid("t1-a2"));
    }
}
