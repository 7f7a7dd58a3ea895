package io.goldtier.intake;

import io.goldtier.intake.file.Taken;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

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

    /**
     * Puts it back, because it could not be kept through no fault of its own; it is taken again in a while. A note that stands
     * for what is kept elsewhere, or is found again, is deleted.
     */
    default void giveBack(Taken taken) {
        try {
            Files.deleteIfExists(taken.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts into the inbox what a person needs beside the file that stands for it, which goes there by itself.
     *
     * @return the sentence that says where it is, after a blank; an empty text when there is nothing
     */
    default String handOver(Taken taken) {
        return "";
    }
}
