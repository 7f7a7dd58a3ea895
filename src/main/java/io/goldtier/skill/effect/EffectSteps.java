package io.goldtier.skill.effect;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Steps of a skill's route, under the name {@code effect}: what a confirming read has proved of an effect whose own answer
 * proves nothing, because the outside only takes it on.
 */
@Component("effect")
class EffectSteps {

    /** It took effect. */
    public void done(Exchange exchange) {
        Attempt.of(exchange).filter(Attempt::isAboutToAct).ifPresent(attempt -> attempt.tookEffect(Map.of()));
    }

    /** What preparations have left is of no use any more: a later attempt prepares anew. */
    public void prepareAnew(Exchange exchange) {
        Attempt.of(exchange).ifPresent(attempt -> {
            Map<String, Object> none = new HashMap<>();
            attempt.progress().keySet().forEach(name -> none.put(name, null));
            attempt.keep(none);
        });
    }

    /**
     * It did not.
     *
     * @param reason the variable with the sentence that says why not
     * @throws OutsideException that sentence, as a refusal
     */
    public void notDone(Exchange exchange, @Variable("reason") String reason) {
        Attempt attempt = Attempt.of(exchange).orElseThrow();
        attempt.refused();
        throw new OutsideException(OutsideException.Kind.PERMANENT, attempt.system(), reason).answered();
    }
}
