package io.goldtier.intake.letter;

import io.goldtier.intake.message.Attachment;
import io.goldtier.json.Cut;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Link;
import io.goldtier.vault.Markdown;
import io.goldtier.vault.Note;
import io.goldtier.vault.Vault;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The note that stands for a letter in the vault. What its sender wrote stands in a code block, so that no program that shows
 * the note fetches or runs anything because of it.
 */
@Component
public class LetterNotes {

    private static final int LONGEST = 200_000;

    private final Vault vault;

    LetterNotes(Vault vault) {
        this.vault = vault;
    }

    /** Where the note of a letter lies while it is worked on. */
    public Path file(String name) {
        return vault.folder(Folder.IN_PROGRESS).resolve(name + ".md");
    }

    /** Files it: nothing is left to do because of its letter. */
    public void finish(Letter letter) {
        vault.move(file(letter.name()), Folder.DONE);
    }

    /**
     * Writes the note, in place of what it said before.
     *
     * @param type {@code email} or {@code whatsapp}
     * @param more further lines of its front matter
     * @param text its words; null when they are not read yet
     */
    public void write(String type, Letter letter, Map<String, Object> more, String text, List<Attachment> attachments) {
        Map<String, Object> front = new LinkedHashMap<>();
        front.put("type", type);
        front.put("from", letter.sender() == null ? "nobody who is named" : letter.sender());
        if (letter.subject() != null && !letter.subject().isBlank()) {
            front.put("subject", Cut.to(LONGEST / 1000, letter.subject()));
        }
        front.put("received", letter.received());
        front.put("account", letter.account());
        if (letter.externalId() != null) {
            front.put("message_id", letter.externalId());
        }
        front.putAll(more);
        StringBuilder body = new StringBuilder("\n");
        if (text == null) {
            body.append("Its text could not be read.\n");
        } else if (!text.isBlank()) {
            body.append(Markdown.fenced(Cut.to(LONGEST, text.strip()), "text"));
        }
        if (!attachments.isEmpty()) {
            body.append("\n## Attachments\n\n");
            attachments.forEach(each -> body.append("- ")
                    .append(Link.to(vault.relative(each.file()), each.name()))
                    .append('\n'));
        }
        vault.show(file(letter.name()), new Note(front, body.toString()).render());
    }
}
