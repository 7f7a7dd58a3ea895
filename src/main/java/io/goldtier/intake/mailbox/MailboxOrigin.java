package io.goldtier.intake.mailbox;

import io.goldtier.connector.mail.MailAccount;
import io.goldtier.connector.mail.Mailboxes;
import io.goldtier.handbook.HandbookFile;
import io.goldtier.intake.Origin;
import io.goldtier.intake.file.Taken;
import io.goldtier.intake.letter.LetterFiles;
import io.goldtier.intake.letter.LetterNotes;
import io.goldtier.intake.mail.Mail;
import io.goldtier.intake.message.Content;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.intake.message.Evidence;
import io.goldtier.intake.message.Excerpt;
import io.goldtier.intake.message.Form;
import io.goldtier.intake.message.Message;
import io.goldtier.intake.message.OwnWords;
import io.goldtier.intake.message.Refusal;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Folder;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Mailboxes as an origin: each mail is a note in the vault, and the receiving server's findings are the evidence. */
@Component
class MailboxOrigin implements Origin {

    static final String NAME = "mailbox";

    private final Letters letters;
    private final LetterFiles files;
    private final LetterNotes notes;
    private final Mailboxes mailboxes;
    private final HandbookFile handbook;
    private final Vault vault;

    MailboxOrigin(
            Letters letters,
            LetterFiles files,
            LetterNotes notes,
            Mailboxes mailboxes,
            HandbookFile handbook,
            Vault vault) {
        this.letters = letters;
        this.files = files;
        this.notes = notes;
        this.mailboxes = mailboxes;
        this.handbook = handbook;
        this.vault = vault;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Takes a letter to be read; its note is in the vault from now on. */
    Taken take(Letter letter) {
        notes.write("email", letter, Map.of(), null, List.of());
        return new Taken(this, letter.name() + ".md", notes.file(letter.name()), letter.received());
    }

    @Override
    public Message read(Taken taken) throws IOException {
        Letter letter = letter(taken);
        byte[] bytes = files.bytes(letter.name());
        Evidence evidence = evidence(letter, bytes);
        MailHeaders headers = MailHeaders.of(bytes);
        Content content = Mail.of(bytes, files.attached(letter.name())::keep);
        letters.from(letter.name(), content.sender(), evidence.proved());
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("account", letter.account());
        about.put("subject", content.subject());
        if (headers.messageId() != null) {
            about.put("message_id", headers.messageId());
        }
        if (evidence.proved() != null && !headers.isAutomatic()) {
            about.put("reply_to", evidence.proved());
        }
        handbook.now().contacts().nameOf(evidence.proved()).ifPresent(name -> about.put("contact", name));
        String text = content.text().text();
        content.text().notRead(taken.name()).ifPresent(sentence -> about.put(Message.NOT_READ, sentence));
        Map<String, Object> more = new LinkedHashMap<>();
        String notRead = Excerpt.together(Stream.of(content.text(), OwnWords.of(text, true))
                .flatMap(each -> each.notRead(taken.name()).stream()));
        if (notRead != null) {
            more.put(Message.NOT_READ, notRead);
        }
        more.put("evidence", evidence.kind().toString());
        more.put("attachments", content.attachments().size());
        notes.write("email", letter, more, text, content.attachments());
        return new Message(
                Form.MAIL,
                sourceType(letter),
                taken.name(),
                content.sender(),
                content.subject(),
                text,
                content.attachments(),
                letter.received(),
                evidence,
                vault.relative(taken.file()),
                contentKey(letter),
                about);
    }

    private Letter letter(Taken taken) {
        return letters.named(baseName(taken))
                .orElseThrow(() -> new Refusal("Unknown letter", "Nothing is known of " + taken.name() + "."));
    }

    /** What the receiving server found out about who sent it. */
    Evidence evidence(Letter letter, byte[] bytes) {
        MailHeaders headers = MailHeaders.of(bytes);
        String authServer = account(letter).map(MailAccount::authServer).orElse(null);
        return AuthenticationResults.evidence(headers.all("Authentication-Results"), authServer, headers.sender());
    }

    static String contentKey(Letter letter) {
        return ContentKey.of(("mail:" + letter.key()).getBytes(StandardCharsets.UTF_8));
    }

    private String sourceType(Letter letter) {
        return account(letter).map(MailAccount::sourceType).orElse("email");
    }

    private Optional<MailAccount> account(Letter letter) {
        return mailboxes.all().stream()
                .filter(each -> each.name().equals(letter.account()))
                .findFirst();
    }

    private static String baseName(Taken taken) {
        return taken.name().substring(0, taken.name().length() - ".md".length());
    }

    /** A mail that nobody can read goes with its note as it came. */
    @Override
    public String handOver(Taken taken) {
        String name = baseName(taken);
        String asItCame = "";
        if (files.has(name) && !isReadable(name)) {
            Path mail = files.handOver(name, Folder.INBOX, name + ".eml");
            asItCame = " The mail as it came is " + vault.relative(mail) + ".";
        }
        files.drop(name);
        return asItCame;
    }

    private boolean isReadable(String name) {
        try {
            Mail.of(files.bytes(name), (attachment, bytes) -> vault.root());
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
