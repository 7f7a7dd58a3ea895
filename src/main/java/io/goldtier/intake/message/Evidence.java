package io.goldtier.intake.message;

import java.util.Objects;

/**
 * What shows who sent a message. It comes from the way that the message came, never from what stands in it: a
 * {@code From:} line, a {@code from:} in front matter and a {@code sender} in a document are claims.
 *
 * @param kind the way it came
 * @param proved the one e-mail address or phone number that is proved; null when none is
 */
public record Evidence(Kind kind, String proved) {

    /** Ways to come, each with what it proves. */
    public enum Kind {
        /** Somebody put it into the vault by hand, which only its owner can. */
        BY_HAND("put into the vault by hand"),
        /** The receiving mail server found, in its Authentication-Results, that it is from the proved address. */
        RECEIVING_SERVER("the receiving server's Authentication-Results"),
        /** The messaging platform signed it and names the proved phone number. */
        SIGNATURE("the webhook's signature"),
        /** The assistant made it into work itself: a watched page, a weekly draft. */
        ASSISTANT("made by the assistant"),
        /** Nothing. */
        NONE("none");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Put into the vault by a person: the owner. */
    public static final Evidence BY_HAND = new Evidence(Kind.BY_HAND, null);
    /** Made by the assistant itself. */
    public static final Evidence ASSISTANT = new Evidence(Kind.ASSISTANT, null);
    /** Nothing proves who sent it. */
    public static final Evidence NONE = new Evidence(Kind.NONE, null);

    public Evidence {
        boolean names = kind == Kind.RECEIVING_SERVER || kind == Kind.SIGNATURE;
        if (names) {
            Objects.requireNonNull(proved);
        } else if (proved != null) {
            throw new IllegalArgumentException(kind + " proves no address, was: " + proved);
        }
    }

    /** The receiving server says that a mail is from this address. */
    public static Evidence receivingServer(String address) {
        return new Evidence(Kind.RECEIVING_SERVER, address);
    }

    /** The platform says that a message is from this phone number. */
    public static Evidence signature(String phone) {
        return new Evidence(Kind.SIGNATURE, phone);
    }
}
