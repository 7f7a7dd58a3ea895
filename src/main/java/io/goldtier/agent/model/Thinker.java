package io.goldtier.agent.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import io.goldtier.agent.Decision;
import io.goldtier.agent.DecisionForm;
import io.goldtier.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the model what comes next and gives wrong answers back to it. What it decides is durable before it is told to
 * anybody, and what it uses up is counted before it is asked.
 */
final class Thinker {

    private static final Logger LOG = LoggerFactory.getLogger(Thinker.class);

    /** How often an answer is given back to be corrected. */
    static final int CORRECTIONS = 3;
    /** A token has about four characters of English; of other languages and of JSON it has fewer. */
    private static final int CHARACTERS_A_TOKEN = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final Duration SOON = Duration.ofSeconds(2);

    private final ModelSettings settings;
    private final Semaphore places;
    private final ChatClient client;
    private final Tools tools;
    private final Thoughts thoughts;
    private final Clock clock;

    Thinker(ModelSettings settings, ChatClient client, Tools tools, Thoughts thoughts, Clock clock) {
        this.settings = settings;
        this.places = new Semaphore(settings.atOnce());
        this.client = client;
        this.tools = tools;
        this.thoughts = thoughts;
        this.clock = clock;
    }

    /** What came of thinking. */
    sealed interface Thinking {

        /** A decision, which is durable. */
        record Decided(Decision decision) implements Thinking {}

        /** The model has said nothing that can be used, as often as it may. */
        record Useless(String why) implements Thinking {}

        /** As many questions as may be are under way. */
        record Busy(Instant retryAt) implements Thinking {}

        /** No answer came; not before that time it is asked again. */
        record Trouble(ModelTrouble trouble, Instant retryAt) implements Thinking {}

        /**
         * A budget is used up.
         *
         * @param until when there is more by itself, or null when a person must say so
         */
        record Spent(String why, Instant until) implements Thinking {}
    }

    /**
     * Thinks.
     *
     * @param since answers before that do not count any more: a person has looked at them
     * @param budgetSince what was used up before that does not count any more: a person has given more
     */
    Thinking think(Situation situation, Instant since, Instant budgetSince) {
        // Work that needs no model must not wait for threads that all wait for one
        if (!places.tryAcquire()) {
            return new Thinking.Busy(clock.instant().plus(SOON));
        }
        try {
            return ask(situation, since, budgetSince);
        } finally {
            places.release();
        }
    }

    private Thinking ask(Situation situation, Instant since, Instant budgetSince) {
        List<Thought> earlier = thoughts.brief(situation.work()).stream()
                .filter(thought -> thought.asked().isAfter(since))
                .toList();
        int wrong = trailing(earlier, Thought.Kind.WRONG);
        String question = situation.words(clock.instant());
        Conversation conversation = new Conversation(Situation.STANDING, question);
        List<ToolSpecification> offered =
                tools.of(situation.allowed(), !situation.plan().isEmpty());
        String problem = wrong > CORRECTIONS ? earlier.get(earlier.size() - 1).problem() : "";
        for (int asked = wrong; asked <= CORRECTIONS; asked++) {
            long most = estimate(conversation.length() + offered.toString().length());
            Optional<Thinking> spent = spent(situation.work(), budgetSince, most + settings.maxAnswerTokens());
            if (spent.isPresent()) {
                return spent.get();
            }
            long number = thoughts.asks(situation.work(), conversation.question(), most, settings.maxAnswerTokens());
            long begun = System.nanoTime();
            ChatClient.Answer answer;
            try {
                answer = client.ask(conversation.messages(), offered);
            } catch (ModelTrouble e) {
                return trouble(number, e, Duration.ofNanos(System.nanoTime() - begun), earlier);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            try {
                Decision decision = tools.read(answer.message(), situation.plan(), situation.allowed());
                note(number, took, answer, most, null, DecisionForm.write(decision, situation.plan()));
                return new Thinking.Decided(decision);
            } catch (Tools.Wrong e) {
                problem = e.getMessage();
                note(number, took, answer, most, problem, null);
                conversation.correct(answer.message(), problem);
            }
        }
        return new Thinking.Useless(problem);
    }

    private void note(
            long number,
            Duration took,
            ChatClient.Answer answer,
            long estimate,
            String problem,
            Map<String, Object> decision) {
        String words = words(answer.message());
        thoughts.answered(
                number,
                took,
                words,
                problem,
                decision,
                answer.tokensIn() < 0 ? estimate : answer.tokensIn(),
                answer.tokensOut() < 0 ? estimate(words.length()) : answer.tokensOut());
    }

    private static long estimate(int characters) {
        return characters / CHARACTERS_A_TOKEN + 1L;
    }

    private static String words(AiMessage message) {
        List<Map<String, Object>> calls = new ArrayList<>();
        if (message.hasToolExecutionRequests()) {
            message.toolExecutionRequests().forEach(call -> {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("tool", call.name());
                map.put("arguments", call.arguments());
                calls.add(map);
            });
        }
        String text = message.text() == null ? "" : message.text();
        return calls.isEmpty() ? text : (text + "\n" + Json.writePretty(calls)).strip();
    }

    private Thinking trouble(long number, ModelTrouble trouble, Duration took, List<Thought> earlier) {
        int failures = trailing(earlier, Thought.Kind.TROUBLE) + 1;
        Duration pause = Duration.ofSeconds(1L << Math.min(failures, 10));
        if (trouble.retryAfter() != null && trouble.retryAfter().compareTo(pause) > 0) {
            pause = trouble.retryAfter();
        } else if (pause.compareTo(LONGEST_PAUSE) > 0) {
            pause = LONGEST_PAUSE;
        }
        Instant retryAt = clock.instant().plus(pause);
        LOG.warn("{} It is asked again at {}.", trouble.getMessage(), retryAt);
        boolean free = trouble.kind() != ModelTrouble.Kind.TRANSIENT;
        thoughts.failed(number, took, trouble.getMessage(), retryAt, free);
        return new Thinking.Trouble(trouble, retryAt);
    }

    static int trailing(List<Thought> thoughts, Thought.Kind kind) {
        int count = 0;
        while (count < thoughts.size()
                && thoughts.get(thoughts.size() - 1 - count).kind() == kind) {
            count++;
        }
        return count;
    }

    /** Whether one more question, with all that it can use up, is more than may be. */
    private Optional<Thinking> spent(String work, Instant since, long tokens) {
        ModelSettings.Budget budget = settings.budget();
        long cost = thoughts.cost(tokens - settings.maxAnswerTokens(), settings.maxAnswerTokens());
        Thoughts.Use here = thoughts.used(work, since);
        String what = here.calls() >= budget.triggerCalls()
                ? here.calls() + " questions"
                : here.tokens() + tokens > budget.triggerTokens()
                        ? here.tokens() + " tokens"
                        : here.cost() + cost > Thoughts.billionths(budget.triggerMoney()) && cost > 0
                                ? "its money"
                                : null;
        if (what != null) {
            return Optional.of(
                    new Thinking.Spent("The model's budget for this piece of work is used up: " + what + ".", null));
        }
        Thoughts.Use today = thoughts.usedToday();
        boolean day = today.tokens() + tokens > budget.dayTokens()
                || cost > 0 && today.cost() + cost > Thoughts.billionths(budget.dayMoney());
        return day
                ? Optional.of(new Thinking.Spent("The model's budget for today is used up.", thoughts.tomorrow()))
                : Optional.empty();
    }
}
