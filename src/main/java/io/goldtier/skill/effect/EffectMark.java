package io.goldtier.skill.effect;

/** How far one attempt has come with the one effect that its skill has. */
public enum EffectMark {
    /** It has not come to its effect. */
    NONE,
    /** The bytes of the effect may have left; nobody has said what became of them. */
    ABOUT_TO_ACT,
    /** They did not leave: no connection was made. */
    NEVER_SENT,
    /** A clear refusal of that very call, or a confirming read, proves that nothing took effect. */
    REFUSED,
    /** The outside said that it took effect. */
    TOOK_EFFECT;

    /** True when nothing of this attempt can be outside. */
    boolean isHarmless() {
        return this == NONE || this == NEVER_SENT || this == REFUSED;
    }
}
