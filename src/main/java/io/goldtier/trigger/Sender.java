package io.goldtier.trigger;

/**
 * Who is behind a trigger.
 *
 * @param name who it is, as the source tells; null for the vault's owner
 * @param evidence what shows it, in a few words for the log
 * @param trusted true when this sender's requests may go by themselves within the limits
 */
public record Sender(String name, String evidence, boolean trusted) {

    /** The owner of the vault, who put the work into it. */
    public static final Sender OWNER = new Sender(null, "put into the vault by hand", true);
}
