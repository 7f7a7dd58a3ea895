package io.goldtier.agent.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import io.goldtier.agent.Decision;
import io.goldtier.agent.StepCheck;
import io.goldtier.json.Json;
import io.goldtier.json.JsonProblem;
import io.goldtier.skill.Skill;
import io.goldtier.trigger.Action;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the model can call: the cards of the skills that it may use, each call of which would be a step of the plan, and
 * four tools for everything else that can be decided. What it calls is read and held against the cards here.
 */
final class Tools {

    private static final String ASK = "ask_person";
    private static final String DO = "do_step";
    private static final String WAIT = "wait_until";
    private static final String FINISH = "finish";
    private static final Set<String> OTHERS = Set.of(ASK, DO, WAIT, FINISH);
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final int LONGEST_QUESTION = 2000;
    private static final int LONGEST_CHOICE = 200;
    private static final int MOST_CHOICES = 10;

    private final StepCheck check;
    private final Clock clock;

    Tools(StepCheck check, Clock clock) {
        this.check = check;
        this.clock = clock;
    }

    /** An answer that cannot be used, with the sentence that says why. */
    static final class Wrong extends Exception {

        private Wrong(String sentence) {
            super(sentence);
        }
    }

    /** @param planned true when there is a plan with steps that can be chosen */
    List<ToolSpecification> of(Set<String> allowed, boolean planned) {
        List<ToolSpecification> tools = new ArrayList<>();
        check.cards(allowed).forEach(card -> tools.add(tool(card)));
        tools.add(tool(ASK, "Ask the owner a question when something is missing or doubtful. Call it alone.", """
                {"type":"object","required":["question"],"properties":{
                 "question":{"type":"string","description":"The question, in a sentence or two."},
                 "choices":{"type":"array","items":{"type":"string"},"description":"Two to ten answers to choose from; left out when any answer will do."}}}"""));
        tools.add(tool(WAIT, "Do nothing until a time, because something must happen first. Call it alone.", """
                {"type":"object","required":["time","what"],"properties":{
                 "time":{"type":"string","description":"The time with its zone, such as 2026-02-20T10:30:00Z; at most 7 days ahead."},
                 "what":{"type":"string","description":"What is waited for."}}}"""));
        tools.add(tool(FINISH, "Nothing is left to do, or nothing is asked of the business. Call it alone.", """
                {"type":"object","required":["why"],"properties":{
                 "why":{"type":"string","description":"Why, in a sentence."}}}"""));
        if (planned) {
            tools.add(tool(DO, "Do a step that is in the plan already and open. Call it alone.", """
                    {"type":"object","required":["step"],"properties":{
                     "step":{"type":"integer","description":"The step's number."}}}"""));
        }
        return tools;
    }

    private static ToolSpecification tool(Skill card) {
        return tool(card.name(), card.description(), card.input().source());
    }

    private static ToolSpecification tool(String name, String description, String schema) {
        return tool(name, description, Json.readObject(schema));
    }

    private static ToolSpecification tool(String name, String description, Map<String, Object> schema) {
        JsonObjectSchema.Builder parameters = JsonObjectSchema.builder();
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((field, form) ->
                    parameters.addProperty(String.valueOf(field), JsonRawSchema.from(Json.write(form))));
        }
        if (schema.get("required") instanceof List<?> required) {
            parameters.required(required.stream().map(String::valueOf).toList());
        }
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(parameters.build())
                .build();
    }

    /**
     * What an answer decides.
     *
     * @throws Wrong if it decides nothing that can be done
     */
    Decision read(AiMessage answer, List<Action> plan, Set<String> allowed) throws Wrong {
        if (!answer.hasToolExecutionRequests()) {
            throw new Wrong("no tool was called.");
        }
        List<ToolExecutionRequest> calls = answer.toolExecutionRequests();
        Optional<ToolExecutionRequest> other =
                calls.stream().filter(call -> OTHERS.contains(call.name())).findFirst();
        if (other.isPresent()) {
            if (calls.size() > 1) {
                throw new Wrong(other.get().name() + " must be called alone.");
            }
            return decision(other.get().name(), arguments(other.get()), plan);
        }
        List<Decision.NewStep> steps = new ArrayList<>();
        for (ToolExecutionRequest call : calls) {
            steps.add(new Decision.NewStep(call.name(), arguments(call)));
        }
        Optional<String> fault = check.fault(steps, plan.size(), allowed);
        if (fault.isPresent()) {
            throw new Wrong(fault.get());
        }
        String said = answer.text() == null
                ? ""
                : answer.text().replaceAll("\\s+", " ").strip();
        return new Decision.AddSteps(steps, cut(said.isEmpty() ? "the model gave no reason" : said, LONGEST_QUESTION));
    }

    private static Map<String, Object> arguments(ToolExecutionRequest call) throws Wrong {
        try {
            String text = call.arguments();
            return text == null || text.isBlank() ? Map.of() : Json.readObject(text);
        } catch (JsonProblem | IllegalArgumentException e) {
            throw new Wrong("the arguments of " + call.name() + " are no JSON object.");
        }
    }

    private Decision decision(String tool, Map<String, Object> arguments, List<Action> plan) throws Wrong {
        return switch (tool) {
            case ASK -> new Decision.AskPerson(text(arguments, "question"), choices(arguments));
            case WAIT -> new Decision.WaitUntil(time(arguments), text(arguments, "what"));
            case DO -> new Decision.DoStep(step(arguments, plan));
            default -> {
                text(arguments, "why");
                yield new Decision.Finish();
            }
        };
    }

    private static Action step(Map<String, Object> arguments, List<Action> plan) throws Wrong {
        Object number = arguments.get("step");
        for (Action action : plan) {
            if (String.valueOf(number).equals(String.valueOf(action.position()))
                    && !action.state().isClosed()) {
                return action;
            }
        }
        throw new Wrong("step must be the number of an open step of the plan, was: " + number + ".");
    }

    private Instant time(Map<String, Object> arguments) throws Wrong {
        Instant now = clock.instant();
        try {
            Instant time = OffsetDateTime.parse(text(arguments, "time")).toInstant();
            if (time.isAfter(now) && time.isBefore(now.plus(LONGEST_WAIT))) {
                return time;
            }
        } catch (DateTimeException e) {
            throw new Wrong("time must be an ISO 8601 time with its zone, was: " + arguments.get("time") + ".");
        }
        throw new Wrong("time must lie within the next 7 days, was: " + arguments.get("time") + ".");
    }

    private static List<String> choices(Map<String, Object> arguments) throws Wrong {
        Object choices = arguments.get("choices");
        if (choices == null || choices instanceof List<?> none && none.isEmpty()) {
            return List.of();
        }
        if (!(choices instanceof List<?> list)
                || list.size() < 2
                || list.size() > MOST_CHOICES
                || !list.stream()
                        .allMatch(each ->
                                each instanceof String text && !text.isBlank() && text.length() <= LONGEST_CHOICE)) {
            throw new Wrong("choices must be 2 to 10 short texts, or left out.");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static String text(Map<String, Object> arguments, String field) throws Wrong {
        if (arguments.get(field) instanceof String text && !text.isBlank()) {
            return cut(text.strip(), LONGEST_QUESTION);
        }
        throw new Wrong(field + " is missing.");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
