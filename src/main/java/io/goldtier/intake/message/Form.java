package io.goldtier.intake.message;

/** The forms that messages come in; each is read in its own way. */
public enum Form {
    /** A trigger document in the data model's JSON, or a list of them. */
    DOCUMENT,
    /** A Markdown note, whose front matter may name actions. */
    NOTE,
    /** A mail, read by the rule cards. */
    MAIL,
    /** Anything else that has words, read by the rule cards. */
    WORDS
}
