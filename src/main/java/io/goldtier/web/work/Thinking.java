package io.goldtier.web.work;

import io.goldtier.agent.model.ModelSettings;
import io.goldtier.agent.model.Thought;
import io.goldtier.agent.model.Thoughts;
import io.goldtier.audit.Redaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a model was asked about a piece of work, and what it answered, for its page. */
@Component
public class Thinking {

    private static final int DIGITS = 9;

    private final Thoughts thoughts;
    private final ModelSettings settings;

    Thinking(Thoughts thoughts, ModelSettings settings) {
        this.thoughts = thoughts;
        this.settings = settings;
    }

    /**
     * A question and its answer.
     *
     * @param tone how it went, as a style class
     * @param says what came of it, in a sentence
     * @param used tokens, cost and time, in words
     */
    public record Shown(
            long number, Instant at, String tone, String says, String used, String question, String answer) {}

    /** All about this work. */
    public List<Shown> of(String triggerId) {
        return thoughts.of(triggerId).stream().map(this::shown).toList();
    }

    /** What all of it used up, in words; empty when nothing was asked. */
    public String used(String triggerId) {
        List<Thought> all = thoughts.of(triggerId);
        if (all.isEmpty()) {
            return "";
        }
        return used(
                all.stream()
                        .mapToLong(thought -> thought.tokensIn() + thought.tokensOut())
                        .sum(),
                all.stream().mapToLong(Thought::cost).sum());
    }

    private Shown shown(Thought thought) {
        String says =
                switch (thought.kind()) {
                    case ASKED -> "No answer yet.";
                    case DECIDED ->
                        Redaction.mask(String.valueOf(thought.decision().get("says")));
                    case WRONG -> "Given back: " + thought.problem();
                    case TROUBLE -> thought.problem();
                };
        String tone =
                switch (thought.kind()) {
                    case ASKED -> "busy";
                    case DECIDED -> "good";
                    case WRONG -> "wait";
                    case TROUBLE -> "bad";
                };
        return new Shown(
                thought.number(),
                thought.asked(),
                tone,
                says,
                thought.model() + ", " + used(thought.tokensIn() + thought.tokensOut(), thought.cost()) + ", "
                        + thought.tookMillis() + " ms",
                thought.question(),
                thought.answer() == null ? "" : thought.answer());
    }

    private String used(long tokens, long cost) {
        String money = cost == 0
                ? ""
                : ", " + BigDecimal.valueOf(cost, DIGITS).stripTrailingZeros().toPlainString() + " "
                        + settings.price().currency();
        return tokens + " tokens" + money;
    }
}
