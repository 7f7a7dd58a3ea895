package io.goldtier.loop;

import io.goldtier.skill.ApprovalDesk;
import io.goldtier.store.Store;
import io.goldtier.trigger.Action;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.springframework.stereotype.Component;

/**
 * Asks the outside whether an attempt took effect, through the route that the skill's card names. That route finds the
 * action's input in the variable {@code input} and its id in {@code action_id}, and leaves {@code {done: true, output:
 * {…}}} or {@code {done: false}}; whatever else it does means that it could not find out.
 */
@Component
class Verification {

    private final CamelContext camel;
    private final ApprovalDesk desk;
    private final Store store;

    Verification(CamelContext camel, ApprovalDesk desk, Store store) {
        this.camel = camel;
        this.desk = desk;
        this.store = store;
    }

    /** What was found out. */
    sealed interface Answer {

        /** In a sentence. */
        String sentence();
    }

    /** It took effect, with this output. */
    record Done(String sentence, Map<String, Object> output) implements Answer {}

    /** It did not take effect, or may safely be done again. */
    record NotDone(String sentence) implements Answer {}

    /** Nobody knows. */
    record Unknown(String sentence) implements Answer {}

    Answer ask(String route, Action action) {
        // What was approved may have been edited, and that is what was sent
        Map<String, Object> input = store.read(tx -> desk.granted(tx, action.actionId()))
                .map(ApprovalDesk.Grant::input)
                .orElse(action.params());
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("input", input);
        exchange.setVariable("action_id", action.actionId());
        exchange.setVariable("trigger_id", action.triggerId());
        exchange.getMessage().setBody(input);
        Exchange answer = camel.createFluentProducerTemplate()
                .to("direct:" + route)
                .withExchange(exchange)
                .send();
        if (answer.getException() != null) {
            return new Unknown(
                    route + " could not find out: " + answer.getException().getMessage());
        }
        Map<?, ?> body = answer.getMessage().getBody(Map.class);
        Object done = body == null ? null : body.get("done");
        if (Boolean.TRUE.equals(done)) {
            Map<String, Object> output = new HashMap<>();
            if (body.get("output") instanceof Map<?, ?> map) {
                map.forEach((name, value) -> output.put(String.valueOf(name), value));
            }
            return new Done(route + " found that it took effect", output);
        }
        return Boolean.FALSE.equals(done)
                ? new NotDone(route + " found that it did not take effect")
                : new Unknown(route + " gave no answer");
    }
}
