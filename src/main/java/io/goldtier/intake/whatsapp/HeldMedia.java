package io.goldtier.intake.whatsapp;

import io.goldtier.intake.letter.HeldFiles;
import io.goldtier.intake.message.Content;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.Refusal;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The files of messages that were held, which the platform keeps for {@link MediaFiles 7 days}. */
@Component
class HeldMedia implements HeldFiles {

    private static final String SUFFIX = ".txt";
    private static final Duration KEPT = Duration.ofDays(7);

    private final Letters letters;
    private final MediaFiles media;
    private final Clock clock;

    HeldMedia(Letters letters, MediaFiles media, Clock clock) {
        this.letters = letters;
        this.media = media;
        this.clock = clock;
    }

    /** The line under the words of a held message that says what came with it. */
    static String line(WhatsAppMessage.Media file) {
        return "The file " + file.name() + " came with it and was not fetched.";
    }

    /** Its owner has the last word: without the line about the file, the words go on alone. */
    @Override
    public Optional<Content> of(String dropped, String text) {
        if (!dropped.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String name = dropped.substring(0, dropped.length() - SUFFIX.length());
        return letters.heldNamed(WhatsAppWebhook.ORIGIN, name).flatMap(letter -> WhatsAppMessage.of(letter.payload())
                .media()
                .filter(file -> text.contains(line(file)))
                .map(file -> with(letter, file, text)));
    }

    private Content with(Letter letter, WhatsAppMessage.Media file, String text) {
        try {
            return new Content(
                    null,
                    "",
                    Excerpt.whole(text.replace(line(file), "").strip()),
                    List.of(media.fetch(letter.name(), file)));
        } catch (OutsideException e) {
            boolean over = !clock.instant().isBefore(letter.received().plus(KEPT));
            throw new Refusal(
                    "File cannot be fetched",
                    (over
                                    ? "The file " + file.name()
                                            + " is gone: WhatsApp keeps files for 7 days, and it came on "
                                            + letter.received() + ". Ask its sender for it again."
                                    : "The file " + file.name() + " cannot be fetched now: " + e.getMessage()
                                            + " Move the text to Needs_Action again to try it once more.")
                            + " To do what the words ask for without it, take out the line about the file first.");
        }
    }
}
