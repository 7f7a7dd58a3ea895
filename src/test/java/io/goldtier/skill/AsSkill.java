package io.goldtier.skill;

import io.goldtier.skill.effect.Attempt;
import io.goldtier.skill.effect.Effects;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Calls an outside system from a test as a skill's route does, so that it may change something there. */
public final class AsSkill {

    private AsSkill() {}

    /** The result of a call; what goes wrong is the cause of a {@link CamelExecutionException}. */
    public static Object call(ProducerTemplate camel, String system, Map<String, Object> call) {
        Exchange answer = camel.request("outside:" + system, exchange -> {
            attempt().goesWith(exchange);
            exchange.getMessage().setBody(call);
        });
        if (answer.getException() != null) {
            throw new CamelExecutionException("The call failed", answer, answer.getException());
        }
        return answer.getMessage().getBody();
    }

    /** Lets a route that this exchange goes through change something outside, as a skill that can be repeated does. */
    public static Exchange on(Exchange exchange) {
        attempt().goesWith(exchange);
        return exchange;
    }

    private static Attempt attempt() {
        Skill skill = new Skill();
        skill.setDescription("A call of a test.");
        skill.setServer("test-mcp");
        skill.setRetry("safe");
        skill.setInput("type: object");
        skill.setOutput("type: object");
        skill.check("a_call_of_a_test", name -> Optional.empty());
        return new Attempt(skill, "call", 1, List.of(), new Effects(null, null, null));
    }
}
