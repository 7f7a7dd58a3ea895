package io.goldtier.intake.whatsapp;

import io.goldtier.handbook.HandbookFile;
import io.goldtier.intake.Origin;
import io.goldtier.intake.file.Taken;
import io.goldtier.intake.letter.LetterNotes;
import io.goldtier.intake.message.Attachment;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Evidence;
import io.goldtier.intake.message.Form;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.Refusal;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** WhatsApp as an origin: each message is a note in the vault, and the platform's signature is the evidence. */
@Component
class WhatsAppOrigin implements Origin {

    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Letters letters;
    private final LetterNotes notes;
    private final MediaFiles media;
    private final HandbookFile handbook;
    private final Vault vault;
    private final Clock clock;

    WhatsAppOrigin(
            Letters letters, LetterNotes notes, MediaFiles media, HandbookFile handbook, Vault vault, Clock clock) {
        this.letters = letters;
        this.notes = notes;
        this.media = media;
        this.handbook = handbook;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WhatsAppWebhook.ORIGIN;
    }

    Taken take(Letter letter) {
        notes.write("whatsapp", letter, Map.of(), "", List.of());
        return new Taken(this, letter.name() + ".md", notes.file(letter.name()), letter.received());
    }

    @Override
    public Message read(Taken taken) {
        String name = taken.name().replaceFirst("\\.md$", "");
        Letter letter = letters.named(name)
                .orElseThrow(() -> new Refusal("Unknown letter", "Nothing is known of " + taken.name() + "."));
        WhatsAppMessage message = WhatsAppMessage.of(letter.payload());
        Map<String, Object> more = new LinkedHashMap<>();
        if (message.profile() != null) {
            more.put("profile", message.profile());
        }
        more.put("kind", message.type());
        more.put("evidence", Evidence.Kind.SIGNATURE.toString());
        String shown = message.words().isBlank() ? message.told() : message.words();
        notes.write("whatsapp", letter, more, shown, List.of());
        List<Attachment> attachments = attachments(letter, message, more);
        notes.write("whatsapp", letter, more, shown, attachments);
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("account", letter.account());
        about.put("message_id", letter.externalId());
        about.put("reply_to", letter.proved());
        handbook.now().contacts().nameOf(letter.proved()).ifPresent(contact -> about.put("contact", contact));
        return new Message(
                Form.WORDS,
                "whatsapp",
                taken.name(),
                "+" + letter.sender(),
                "",
                message.words(),
                attachments,
                letter.received(),
                Evidence.signature(letter.proved()),
                vault.relative(taken.file()),
                contentKey(letter),
                about);
    }

    /** A file that cannot be fetched for an hour, or at all, is left out, and the note says so. */
    private List<Attachment> attachments(Letter letter, WhatsAppMessage message, Map<String, Object> more) {
        try {
            return message.media().stream()
                    .map(file -> media.fetch(letter.name(), file))
                    .toList();
        } catch (OutsideException e) {
            boolean passes = e.kind() != OutsideException.Kind.PERMANENT;
            if (passes && clock.instant().isBefore(letter.received().plus(PATIENCE))) {
                throw e;
            }
            more.put("missing_file", e.getMessage());
            return List.of();
        }
    }

    static String contentKey(Letter letter) {
        return ContentKey.of(letter.key().getBytes(StandardCharsets.UTF_8));
    }
}
