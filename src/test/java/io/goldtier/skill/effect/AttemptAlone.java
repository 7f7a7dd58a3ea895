package io.goldtier.skill.effect;

import io.goldtier.skill.Skill;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** An attempt of a skill without a store, and what the program would say becomes of its action. */
public final class AttemptAlone {

    private final Skill skill;
    private final Effects effects = new Unkept();
    private final Attempt attempt;

    /** Marks that are kept nowhere. */
    private static final class Unkept extends Effects {

        Unkept() {
            super(null, null, Clock.systemUTC());
        }

        @Override
        boolean areMarked(Skill skill) {
            return true;
        }

        @Override
        void keepNow(Attempt attempt) {
            // What is prepared is kept in the attempt, for as long as that lives
        }

        @Override
        void recordNow(Attempt attempt) {
            // As above
        }

        @Override
        void record(Attempt attempt) {
            // As above
        }
    }

    /**
     * An attempt of a skill whose card is checked.
     *
     * @param number from 1
     * @param progress what earlier ones have prepared
     */
    public AttemptAlone(Skill skill, int number, Map<String, Object> progress) {
        this.skill = skill;
        this.attempt = new Attempt(skill, "a1", number, List.of(), effects).goingOnFrom(progress);
    }

    /** Makes this the attempt that the exchange belongs to. */
    public void goesWith(Exchange exchange) {
        attempt.goesWith(exchange);
    }

    /** What becomes of the action when its route has ended so. */
    public Outcome outcome(Exchange ended) {
        OutcomeDecider decider = new OutcomeDecider();
        return ended.getException() == null
                ? decider.endedWell(skill, attempt, ended.getMessage().getBody())
                : decider.failed(skill, attempt, ended.getException());
    }

    /** What is prepared by now. */
    public Map<String, Object> progress() {
        return attempt.progress();
    }

    /** What is known of the output by now. */
    public Map<String, Object> known() {
        return attempt.known();
    }
}
