package io.goldtier.intake.mailbox;

import io.goldtier.connector.mail.MailAccount;
import io.goldtier.connector.mail.Mailboxes;
import io.goldtier.intake.file.Reception;
import io.goldtier.intake.file.Taken;
import io.goldtier.intake.letter.Answers;
import io.goldtier.intake.letter.Flood;
import io.goldtier.intake.letter.LetterFiles;
import io.goldtier.intake.letter.LetterNotes;
import io.goldtier.intake.mail.Mail;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.OwnWords;
import io.goldtier.intake.message.Refusal;
import io.goldtier.trigger.Triggers;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The steps of the route {@code mailbox}. */
@Component("mailbox")
class MailboxLetters {

    private static final int AT_ONCE = 200;

    private final Mailboxes mailboxes;
    private final MailboxLook look;
    private final MailboxOrigin origin;
    private final Letters letters;
    private final LetterFiles files;
    private final LetterNotes notes;
    private final Triggers triggers;
    private final Flood flood;
    private final Answers answers;

    MailboxLetters(
            Mailboxes mailboxes,
            MailboxLook look,
            MailboxOrigin origin,
            Letters letters,
            LetterFiles files,
            LetterNotes notes,
            Triggers triggers,
            Flood flood,
            Answers answers) {
        this.mailboxes = mailboxes;
        this.look = look;
        this.origin = origin;
        this.letters = letters;
        this.files = files;
        this.notes = notes;
        this.triggers = triggers;
        this.flood = flood;
        this.answers = answers;
    }

    /** The mailboxes of the settings. */
    public List<MailAccount> accounts() {
        return mailboxes.all();
    }

    /** Takes what is new out of a mailbox. */
    public void look(@Body MailAccount account) {
        look.at(account);
    }

    /** The letters that nobody has read yet. */
    public List<Letter> arrived() {
        return letters.arrived(MailboxOrigin.NAME, AT_ONCE);
    }

    /**
     * What a letter is: {@code known} when it became work before a crash, {@code flood}, {@code answer}, or
     * {@code letter}.
     */
    public String kind(@Body Letter letter) {
        String key = MailboxOrigin.contentKey(letter);
        if (triggers.find(ContentKey.triggerId(key)).isPresent()) {
            return "known";
        }
        if (flood.isOne(letter)) {
            return "flood";
        }
        return answer(letter).isPresent() ? "answer" : "letter";
    }

    private Optional<Answers.Answer> answer(Letter letter) {
        try {
            byte[] bytes = files.bytes(letter.name());
            List<String> answered = MailHeaders.of(bytes).answers();
            String proved = origin.evidence(letter, bytes).proved();
            return answered.isEmpty() || proved == null
                    ? Optional.empty()
                    : answers.find(
                            answered,
                            proved,
                            OwnWords.of(
                                            Mail.of(bytes, Path.of(letter.name()))
                                                    .text()
                                                    .text(),
                                            true)
                                    .text());
        } catch (IOException | Refusal e) {
            // It is read, and refused, as every other
            return Optional.empty();
        }
    }

    /** It answers the question of a plan, which goes on; its note is filed. */
    public void takeAnswer(@Body Letter letter) throws IOException {
        Optional<Answers.Answer> found = answer(letter);
        Message message = origin.read(origin.take(letter));
        boolean counts = found.isPresent()
                && answers.take(found.get(), message.evidence().proved(), "mail");
        notes.finish(letter);
        letters.settle(
                letter.name(),
                counts ? Letter.State.ANSWERED : Letter.State.NOTED,
                found.map(Answers.Answer::triggerId).orElse(null));
        files.drop(letter.name());
    }

    /** It has become work, now or before a crash. */
    public void known(@Body Letter letter) {
        letters.settle(letter.name(), Letter.State.ACCEPTED, ContentKey.triggerId(MailboxOrigin.contentKey(letter)));
        files.drop(letter.name());
    }

    /** Too many came from its sender. */
    public void hold(@Body Letter letter) {
        flood.hold(letter, "The mail as it came is not there any more.");
    }

    /** Takes it for the route {@code message}. */
    public Taken take(@Body Letter letter) {
        return origin.take(letter);
    }

    /** What became of it. */
    public void settle(@Variable("letter") Letter letter, @Body Reception reception) {
        if (reception instanceof Reception.OnItsWay) {
            known(letter);
        } else if (!(reception instanceof Reception.NotKept)) {
            letters.settle(letter.name(), Letter.State.REFUSED, null);
        }
    }
}
