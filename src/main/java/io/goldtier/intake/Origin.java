package io.goldtier.intake;

import io.goldtier.intake.file.Taken;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import java.io.IOException;

/**
 * Where messages come from: the vault, a mailbox, a webhook, an exported chat. It takes its messages, each once, and it
 * alone knows how one of its own is read, given back, finished or refused.
 */
public interface Origin {

    /** What log lines and alerts call it. */
    String name();

    /**
     * Reads what was taken: its form, its words, and the evidence for who sent it.
     *
     * @throws Refusal if it cannot be read by anybody
     * @throws IOException if it cannot be read now
     */
    Message read(Taken taken) throws IOException;

    /** Puts it back, because it could not be kept through no fault of its own; it is taken again in a while. */
    void giveBack(Taken taken);

    /** Files it: all that it asks for is on its way under messages of its own. */
    void finish(Taken taken);

    /**
     * Puts it before a person.
     *
     * @return the sentence that says where it is now
     */
    String refuse(Taken taken);
}
