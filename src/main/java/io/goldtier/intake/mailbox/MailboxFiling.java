package io.goldtier.intake.mailbox;

import io.goldtier.connector.mail.MailAccount;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.springframework.stereotype.Component;

/** Tells a mail server what we have: marks mails as read, or moves them, as the settings say. */
@Component
class MailboxFiling {

    private static final int AT_ONCE = 500;

    private final Letters letters;

    MailboxFiling(Letters letters) {
        this.letters = letters;
    }

    /** Tells it of all mails that it has not been told of; what is not there any more needs no telling. */
    void tell(MailAccount account, Store server, Folder folder) throws MessagingException {
        List<Letter> unfiled = letters.unfiled(account.name(), AT_ONCE);
        if (unfiled.isEmpty()) {
            return;
        }
        long validity = ((UIDFolder) folder).getUIDValidity();
        long[] uids = unfiled.stream()
                .map(letter -> MailKey.of(letter.key()))
                .filter(key -> key.validity() == validity && key.folder().equals(account.folder()))
                .mapToLong(MailKey::uid)
                .toArray();
        Message[] messages = Arrays.stream(((UIDFolder) folder).getMessagesByUID(uids))
                .filter(Objects::nonNull)
                .filter(each -> !each.isExpunged())
                .toArray(Message[]::new);
        if (messages.length > 0) {
            if (account.markSeen()) {
                folder.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
            }
            if (account.moveTo() != null) {
                move(messages, (IMAPStore) server, (IMAPFolder) folder, account.moveTo());
            }
        }
        letters.filed(unfiled);
    }

    private static void move(Message[] messages, IMAPStore server, IMAPFolder from, String name)
            throws MessagingException {
        Folder to = server.getFolder(name);
        if (!to.exists() && !to.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("there is no folder " + name + ", and it cannot be made");
        }
        if (server.hasCapability("MOVE")) {
            from.moveMessages(messages, to);
            return;
        }
        from.copyMessages(messages, to);
        from.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
        if (server.hasCapability("UIDPLUS")) {
            // Without it, all that anybody has marked as deleted would go
            from.expunge(messages);
        }
    }
}
