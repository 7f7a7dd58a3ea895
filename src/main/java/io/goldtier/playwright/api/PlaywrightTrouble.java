package io.goldtier.playwright.api;

import java.util.List;

/**
 * A call did not get done. The message is for people; {@link #mayHaveActed} says whether anything but reading may have left the
 * browser since it began to act.
 */
public final class PlaywrightTrouble extends RuntimeException {

    /** The classes of trouble. */
    public enum Kind {
        /** The call itself cannot be meant. */
        INVALID,
        /** A host, a scheme, a download or a password in the clear is not allowed. */
        FORBIDDEN,
        /** The page does not have what is asked for, or does not accept what was filled in. */
        UNFIT,
        /** The page cannot be reached. */
        UNREACHABLE,
        /** It was not done within its time. */
        TIMED_OUT,
        /** The browser or the tab crashed or was killed; the next call gets another one. */
        CRASHED,
        /** All browsers are at work. */
        BUSY,
        /** There is no browser, or nothing to drive one with; the message says what to install. */
        MISSING
    }

    private final Kind kind;
    private boolean acted;
    private transient byte[] screenshot;
    private transient List<String> secrets = List.of();

    /** Trouble of this kind. */
    public PlaywrightTrouble(Kind kind, String message) {
        this(kind, message, null);
    }

    /** Trouble with its cause, for the log. */
    public PlaywrightTrouble(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The class of trouble. */
    public Kind kind() {
        return kind;
    }

    /**
     * The same trouble with what had happened when it came.
     *
     * @param newActed true when more than reading may have left the browser
     * @param newScreenshot how the page looked, or null
     * @return this
     */
    public PlaywrightTrouble after(boolean newActed, byte[] newScreenshot) {
        acted = newActed;
        screenshot = newScreenshot;
        return this;
    }

    /**
     * The same trouble with what it is about and nobody may see.
     *
     * @return this
     */
    public PlaywrightTrouble hiding(List<String> newSecrets) {
        secrets = newSecrets;
        return this;
    }

    /** What was to be typed in the clear, and should have been a secret: it must not be written down anywhere. */
    public List<String> secrets() {
        return secrets == null ? List.of() : secrets;
    }

    /** True when more than reading (GET, HEAD, OPTIONS) may have left the browser since it began to act. */
    public boolean mayHaveActed() {
        return acted;
    }

    /** How the page looked when it went wrong, sensitive fields masked; null when nobody could look. */
    public byte[] screenshot() {
        return screenshot;
    }
}
