package io.goldtier.skill;

import io.goldtier.skill.effect.OutsideException;

/**
 * A route of a skill says no: what it is asked for cannot be done, and the sentence says why and what to do about it. Nothing
 * is at fault, and the same call would be refused again. For {@code throwException} in YAML, which makes it of its message.
 */
public class CannotBeDone extends OutsideException {

    private static final long serialVersionUID = 1;

    /** With the sentence that people, and whoever called, read. */
    public CannotBeDone(String sentence) {
        super(Kind.PERMANENT, "skill", sentence);
        answered();
    }
}
