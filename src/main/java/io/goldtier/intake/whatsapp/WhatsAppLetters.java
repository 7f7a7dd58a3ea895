package io.goldtier.intake.whatsapp;

import io.goldtier.intake.file.Reception;
import io.goldtier.intake.file.Taken;
import io.goldtier.intake.letter.Answers;
import io.goldtier.intake.letter.Flood;
import io.goldtier.intake.letter.LetterNotes;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.trigger.Triggers;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The steps of the route {@code whatsapp}. */
@Component("whatsappLetters")
class WhatsAppLetters {

    private static final int AT_ONCE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final WhatsAppOrigin origin;
    private final Letters letters;
    private final LetterNotes notes;
    private final Triggers triggers;
    private final Flood flood;
    private final Answers answers;
    private final Clock clock;
    private final Map<String, Instant> later = new ConcurrentHashMap<>();

    WhatsAppLetters(
            WhatsAppOrigin origin,
            Letters letters,
            LetterNotes notes,
            Triggers triggers,
            Flood flood,
            Answers answers,
            Clock clock) {
        this.origin = origin;
        this.letters = letters;
        this.notes = notes;
        this.triggers = triggers;
        this.flood = flood;
        this.answers = answers;
        this.clock = clock;
    }

    /** The messages that nobody has read yet, but for those whose file could not be fetched a moment ago. */
    public List<Letter> arrived() {
        Instant now = clock.instant();
        return letters.arrived(WhatsAppWebhook.ORIGIN, AT_ONCE).stream()
                .filter(each -> !now.isBefore(later.getOrDefault(each.name(), now)))
                .toList();
    }

    /**
     * What a message is: {@code known}, {@code flood}, {@code noted}, {@code answer} or the platform's word
     * for it.
     */
    public String kind(@Body Letter letter) {
        if (triggers.find(ContentKey.triggerId(WhatsAppOrigin.contentKey(letter)))
                .isPresent()) {
            return "known";
        }
        if (flood.isOne(letter)) {
            return "flood";
        }
        WhatsAppMessage message = WhatsAppMessage.of(letter.payload());
        if (message.isOnlyNoted()) {
            return "noted";
        }
        return answer(letter, message).isPresent() ? "answer" : message.type();
    }

    private Optional<Answers.Answer> answer(Letter letter, WhatsAppMessage message) {
        String words = message.words();
        return words.isBlank()
                ? Optional.empty()
                : answers.find(message.answered(), letter.proved(), words)
                        .or(() -> answers.findByNumber(letter.proved(), words));
    }

    /** It answers the question of a plan, which goes on; its note is filed. */
    public void takeAnswer(@Body Letter letter) {
        WhatsAppMessage message = WhatsAppMessage.of(letter.payload());
        Optional<Answers.Answer> found = answer(letter, message);
        boolean counts = found.isPresent() && answers.take(found.get(), "+" + letter.proved(), "whatsapp");
        notes.write("whatsapp", letter, Map.of("kind", message.type()), message.words(), List.of());
        notes.finish(letter);
        letters.settle(
                letter.name(),
                counts ? Letter.State.ANSWERED : Letter.State.NOTED,
                found.map(Answers.Answer::triggerId).orElse(null));
    }

    /** It has become work, now or before a crash. */
    public void known(@Body Letter letter) {
        letters.settle(letter.name(), Letter.State.ACCEPTED, ContentKey.triggerId(WhatsAppOrigin.contentKey(letter)));
    }

    /** Too many came from its sender. */
    public void hold(@Body Letter letter) {
        WhatsAppMessage message = WhatsAppMessage.of(letter.payload());
        String file = message.media().map(media -> "\n" + HeldMedia.line(media)).orElse("");
        flood.hold(letter, message.words() + message.told() + file);
    }

    /** It asks for nothing. */
    public void note(@Body Letter letter) {
        WhatsAppMessage message = WhatsAppMessage.of(letter.payload());
        notes.write("whatsapp", letter, Map.of("kind", message.type()), message.told(), List.of());
        notes.finish(letter);
        letters.settle(letter.name(), Letter.State.NOTED, null);
    }

    /** Takes it for the route {@code message}. */
    public Taken take(@Body Letter letter) {
        return origin.take(letter);
    }

    /** What became of it. */
    public void settle(@Variable("letter") Letter letter, @Body Reception reception) {
        later.remove(letter.name());
        if (reception instanceof Reception.OnItsWay) {
            known(letter);
        } else if (reception instanceof Reception.NotKept) {
            later.put(letter.name(), clock.instant().plus(PAUSE));
        } else {
            letters.settle(letter.name(), Letter.State.REFUSED, null);
        }
    }
}
