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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps a copy of what was sent where the mailbox of our address keeps such copies. */
@Component
class SentFolder {

    private static final Logger LOG = LoggerFactory.getLogger(SentFolder.class);

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
        try {
            keep(mail, account.get());
            return true;
        } catch (MessagingException e) {
            throw new OutsideException(
                    Kind.TRANSIENT,
                    "smtp",
                    "No copy is known to have been kept in " + account.get().sentFolder() + " of the mailbox "
                            + account.get().name() + ": " + e.getMessage() + ".",
                    null,
                    e);
        }
    }

    private void keep(MimeMessage mail, MailAccount account) throws MessagingException {
        Store store = mailboxes.open(account);
        try {
            Folder folder = store.getFolder(account.sentFolder());
            if (!folder.exists() && !folder.create(Folder.HOLDS_MESSAGES)) {
                throw new MessagingException("there is no such folder, and it cannot be made");
            }
            mail.setFlag(Flags.Flag.SEEN, true);
            folder.appendMessages(new Message[] {mail});
        } finally {
            hangUp(store);
        }
    }

    /** What a server took it keeps, however the connection ends. */
    private static void hangUp(Store store) {
        try {
            store.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server had hung up before it was told good-bye", e);
        }
    }
}
