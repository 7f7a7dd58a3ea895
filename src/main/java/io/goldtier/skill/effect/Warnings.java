package io.goldtier.skill.effect;

import io.goldtier.json.Plain;
import io.goldtier.outbox.Alerts;
import io.goldtier.skill.Call;
import io.goldtier.store.Tx;
import io.goldtier.vault.Alert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Tells people when a skill did its work, but not quite as it was asked to: the sentences under {@value Outcome#WARNINGS} in its
 * output become an alert in the inbox.
 *
 * <p>The alert is part of the commit that records the action as done.
 */
@Component
public class Warnings {

    private final Alerts alerts;

    Warnings(Alerts alerts) {
        this.alerts = alerts;
    }

    /** Raises the alert in this commit, if the outcome has warnings. */
    public void tell(Tx tx, Call call, Outcome.Done done) {
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
        alert = alert.known("It was asked for: " + Plain.words(call.input()));
        if (!result.isEmpty()) {
            alert = alert.known("It came to: " + Plain.words(result));
        }
        alerts.raise(
                tx,
                alert.choice("If that is all right, delete this note. If not, correct it outside: the assistant does"
                        + " not touch it again."));
    }
}
