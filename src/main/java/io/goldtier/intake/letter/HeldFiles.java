package io.goldtier.intake.letter;

import io.goldtier.intake.message.Content;
import java.util.Optional;

/** What came with a letter that was held: it is fetched when the owner drops the letter's words as work, and not before. */
public interface HeldFiles {

    /**
     * What a dropped text holds, with its file.
     *
     * @param dropped the name of the dropped file
     * @param text what stands in it
     * @return empty when it is not the text of a letter that is held and has a file
     * @throws io.goldtier.intake.message.Refusal if the file cannot be had
     */
    Optional<Content> of(String dropped, String text);
}
