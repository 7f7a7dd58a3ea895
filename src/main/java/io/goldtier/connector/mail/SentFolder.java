package io.goldtier.connector.mail;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps a copy of what was sent where the mailbox of our address keeps such copies. */
@Component
class SentFolder {

    private final Mailboxes mailboxes;
    private final Mailbag mailbag;

    SentFolder(Mailboxes mailboxes, Mailbag mailbag) {
        this.mailboxes = mailboxes;
        this.mailbag = mailbag;
    }

    /** Keeps a copy; false where none is wanted. */
    boolean keep(MimeMessage mail) {
        Optional<MailAccount> account = mailboxes.ofAddress(mailbag.from()).filter(each -> each.sentFolder() != null);
        if (account.isEmpty()) {
            return false;
        }
        try (Store store = mailboxes.open(account.get())) {
            Folder folder = store.getFolder(account.get().sentFolder());
            if (!folder.exists() && !folder.create(Folder.HOLDS_MESSAGES)) {
                throw new MessagingException("there is no such folder, and it cannot be made");
            }
            mail.setFlag(Flags.Flag.SEEN, true);
            folder.appendMessages(new Message[] {mail});
            return true;
        } catch (MessagingException e) {
            throw new OutsideException(
                    Kind.TRANSIENT,
                    "smtp",
                    "No copy could be kept in " + account.get().sentFolder() + " of the mailbox "
                            + account.get().name() + ": " + e.getMessage() + ".",
                    null,
                    e);
        }
    }
}
