package io.goldtier.skill.effect;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An outside system did not do what it was asked; says which class of trouble it is, so that the gate knows what next. */
public class OutsideException extends RuntimeException {

    /** The classes of trouble. */
    public enum Kind {
        /** It could not be reached, or asks to come again: nothing took effect, trying again is right. */
        TRANSIENT,
        /** It takes no more calls until a certain time: nothing took effect. */
        THROTTLED,
        /** It does not accept our credentials: nothing took effect, and nothing will until somebody mends them. */
        AUTHENTICATION,
        /** It refused for good: nothing took effect, the same call would be refused again. */
        PERMANENT,
        /** What was prepared is not ready yet: nothing took effect, come again when it says. */
        NOT_YET,
        /** Nobody knows whether it took effect. */
        IN_DOUBT
    }

    private final Kind kind;
    private final String system;
    private final Instant retryAt;
    private String problem;
    private List<String> choices = List.of();
    private boolean answered;
    private String field;

    /** Trouble of this kind with this system; the sentence is for the people who read plans and alerts. */
    public OutsideException(Kind kind, String system, String sentence) {
        this(kind, system, sentence, null, null);
    }

    /**
     * Trouble with all that is known about it.
     *
     * @param retryAt the time before which trying again is useless, or null
     * @param cause for the log, or null
     */
    public OutsideException(Kind kind, String system, String sentence, Instant retryAt, Throwable cause) {
        super(sentence, cause);
        this.kind = Objects.requireNonNull(kind);
        this.system = Objects.requireNonNull(system);
        this.retryAt = retryAt;
    }

    /**
     * The same trouble under a name, such as {@code unknown_client}, for which a skill's card may know a remedy.
     *
     * @return this
     */
    public OutsideException named(String newProblem) {
        problem = newProblem;
        return this;
    }

    /**
     * The same trouble with what somebody could choose from to mend it.
     *
     * @return this
     */
    public OutsideException choices(List<String> newChoices) {
        choices = List.copyOf(newChoices);
        return this;
    }

    /** What somebody could choose from to mend it. */
    public List<String> choices() {
        return choices;
    }

    /**
     * The same trouble, because of what this field of the skill's input says.
     *
     * @return this
     */
    public OutsideException about(String newField) {
        field = newField;
        return this;
    }

    /** The field of the input that is wrong, or null. */
    public String field() {
        return field;
    }

    /** The name under which a card may know a remedy, or null. */
    public String problem() {
        return problem;
    }

    /**
     * The same trouble, told by the system itself: it is there, and only this call did not get done.
     *
     * @return this
     */
    public OutsideException answered() {
        answered = true;
        return this;
    }

    /** True when the system itself said so; false when nothing could be reached. */
    public boolean isAnswered() {
        return answered;
    }

    /** True when it was refused because the same is there already: a sign of an earlier attempt, if there was one. */
    public boolean isDuplicate() {
        return problem != null && problem.startsWith("duplicate");
    }

    /** The class of trouble. */
    public Kind kind() {
        return kind;
    }

    /** The system, such as {@code odoo}. */
    public String system() {
        return system;
    }

    /** The time before which trying again is useless. */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }
}
