package io.goldtier.intake.message;

import io.goldtier.handbook.Handbook;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.trigger.Sender;
import org.springframework.stereotype.Component;

/**
 * The one place where it is decided whose messages may start work by themselves: by the evidence for who sent it and by
 * the handbook. A sender who is stated and not proved is a stranger, and so is whatever names no sender where its channel
 * always has one.
 */
@Component
public class Trust {

    private final HandbookFile handbook;

    Trust(HandbookFile handbook) {
        this.handbook = handbook;
    }

    /** Who sent a message, and whether that is somebody to be trusted. */
    public Sender in(Message message) {
        return new Sender(message.sender(), message.evidence().kind().toString(), isTrusted(message, handbook.now()));
    }

    private static boolean isTrusted(Message message, Handbook handbook) {
        Evidence evidence = message.evidence();
        return switch (evidence.kind()) {
            case BY_HAND -> message.isOwners() || handbook.anyone();
            case RECEIVING_SERVER -> handbook.contacts().hasEmail(evidence.proved()) || handbook.anyone();
            case SIGNATURE -> handbook.contacts().hasPhone(evidence.proved()) || handbook.anyone();
            case NONE -> handbook.anyone();
            case ASSISTANT -> false;
        };
    }
}
