package io.goldtier.skill;

import io.goldtier.json.Json;
import io.goldtier.vault.Alert;
import io.goldtier.vault.Vault;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells people when a skill did its work, but not quite as it was asked to: the sentences under {@value Outcome#WARNINGS} in its
 * output become an alert in the inbox.
 *
 * <p>The alert is written before the action is recorded as done. Who is killed in between does the action again, without
 * a second effect, and tells it again: twice is better than never.
 */
@Component
class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final Vault vault;

    Warnings(Vault vault) {
        this.vault = vault;
    }

    void tell(Call call, Outcome.Done done) {
        if (!(done.output().get(Outcome.WARNINGS) instanceof List<?> sentences) || sentences.isEmpty()) {
            return;
        }
        Alert alert = Alert.of(
                        Alert.Severity.WARNING,
                        call.skill(),
                        "Done differently: " + call.skill(),
                        call.skill() + " was done, but not as it was ordered.")
                .about(call.triggerId(), call.actionId());
        for (Object sentence : sentences) {
            alert = alert.known(String.valueOf(sentence));
        }
        Map<String, Object> result = new LinkedHashMap<>(done.output());
        result.remove(Outcome.WARNINGS);
        try {
            vault.alert(alert.known("It was asked for: " + Json.write(call.input()))
                    .known("It came to: " + Json.write(result))
                    .choice("If that is all right, delete this note. If not, correct it outside: the assistant does"
                            + " not touch it again."));
        } catch (UncheckedIOException e) {
            // The audit log has the sentences too, so the work itself goes on
            LOG.error("The warnings of {} could not be laid into the inbox: {}", call.actionId(), sentences, e);
        }
    }
}
