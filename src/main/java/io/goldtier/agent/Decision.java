package io.goldtier.agent;

import io.goldtier.trigger.Action;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an agent decides; the route {@code ralph-wiggum} branches by it. */
public sealed interface Decision {

    /** What was decided, in a few words for the log. */
    String sentence();

    /** Its kind, for the route: {@code DoStep}, {@code Finish}, … */
    default String getKind() {
        return getClass().getSimpleName();
    }

    /** Do this step of the plan, which is open. */
    record DoStep(Action step) implements Decision {
        @Override
        public String sentence() {
            return "Step " + step.position() + ": " + step.type();
        }
    }

    /**
     * Put steps at the end of the plan, and go on.
     *
     * @param steps at least one
     * @param why the reason, for the log
     */
    record AddSteps(List<NewStep> steps, String why) implements Decision {

        /** Copies the list. */
        public AddSteps {
            steps = List.copyOf(steps);
            if (steps.isEmpty()) {
                throw new IllegalArgumentException("An agent that adds steps must name at least one");
            }
        }

        @Override
        public String sentence() {
            return "Add " + steps.stream().map(NewStep::skill).toList() + ": " + why;
        }
    }

    /**
     * Ask the owner; the answer is the result of a step of the plan.
     *
     * @param question in a sentence
     * @param choices what the owner can choose from; none when any answer will do
     */
    record AskPerson(String question, List<String> choices) implements Decision {

        /** The skill that puts a question before the owner. */
        private static final String SKILL = "ask_owner";

        /** Copies the list. */
        public AskPerson {
            choices = List.copyOf(choices);
        }

        @Override
        public String sentence() {
            return "Ask the owner: " + question;
        }

        /** The question as a step. */
        public AddSteps asStep() {
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("question", question);
            if (!choices.isEmpty()) {
                input.put("choices", choices);
            }
            return new AddSteps(List.of(new NewStep(SKILL, input)), sentence());
        }
    }

    /**
     * Do nothing until then; a moment at least.
     *
     * @param what what is waited for, such as "the client's answer"
     */
    record WaitUntil(Instant time, String what) implements Decision {
        @Override
        public String sentence() {
            return "Wait until " + time + " for " + what;
        }
    }

    /** Nothing is left to do; steps that have not begun are not needed. */
    record Finish() implements Decision {
        @Override
        public String sentence() {
            return "Finish";
        }
    }

    /**
     * A step to be added to the plan.
     *
     * @param skill what does it
     * @param params its input
     */
    record NewStep(String skill, Map<String, Object> params) {}
}
