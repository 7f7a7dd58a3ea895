package io.goldtier.skill.effect;

/**
 * Proof that no attempt of an action may have taken effect. Outcomes that say so cannot be made without it, and only
 * this package can make it: before anything was begun, or from marks that are all harmless.
 */
public final class NoEffect {

    /** Nothing was begun, in this attempt or an earlier one. */
    static final NoEffect NOT_BEGUN = new NoEffect();

    NoEffect() {}
}
