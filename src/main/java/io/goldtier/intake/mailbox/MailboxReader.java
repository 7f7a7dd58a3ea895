package io.goldtier.intake.mailbox;

import io.goldtier.connector.mail.MailAccount;
import io.goldtier.connector.mail.Mailboxes;
import io.goldtier.intake.letter.LetterFiles;
import io.goldtier.intake.message.ContentKey;
import io.goldtier.outbox.Alerts;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.store.Store;
import io.goldtier.trigger.letter.Letter;
import io.goldtier.trigger.letter.Letters;
import io.goldtier.vault.Alert;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes new mails out of a mailbox, in the order of their numbers: first the mail's bytes are on the disk, then one commit
 * says that we have it and how far the folder is read, and only then is the server told. Whatever is cut off in between is
 * done again and changes nothing.
 */
@Component
class MailboxReader {

    private static final long LARGEST = 25L * 1024 * 1024;
    private static final int AT_ONCE = 20;
    private static final int IN_ONE_LOOK = 500;
    private static final Duration OVERLAP = Duration.ofDays(2);

    private final Mailboxes mailboxes;
    private final LetterFiles files;
    private final Store store;
    private final Alerts alerts;
    private final MailboxFiling filing;
    private final boolean dryRun;
    private final Clock clock;

    MailboxReader(
            Mailboxes mailboxes,
            LetterFiles files,
            Store store,
            Alerts alerts,
            MailboxFiling filing,
            Settings settings,
            Clock clock) {
        this.mailboxes = mailboxes;
        this.files = files;
        this.store = store;
        this.alerts = alerts;
        this.filing = filing;
        this.dryRun = settings.mode() == Mode.DRY_RUN;
        this.clock = clock;
    }

    private record Mail(Letter letter, Alert left) {}

    /**
     * Looks into a mailbox.
     *
     * @return how many mails were taken
     */
    int look(MailAccount account) throws MessagingException {
        try (jakarta.mail.Store server = mailboxes.open(account)) {
            Folder folder = server.getFolder(account.folder());
            if (!folder.exists()) {
                throw new MessagingException("there is no folder " + account.folder());
            }
            folder.open(dryRun ? Folder.READ_ONLY : Folder.READ_WRITE);
            try {
                int taken = take(account, folder);
                if (!dryRun) {
                    filing.tell(account, server, folder);
                }
                return taken;
            } finally {
                if (folder.isOpen()) {
                    folder.close(false);
                }
            }
        }
    }

    private int take(MailAccount account, Folder folder) throws MessagingException {
        UIDFolder numbers = (UIDFolder) folder;
        long validity = numbers.getUIDValidity();
        Optional<Place> known = store.read(tx -> Place.of(tx, account.name(), account.folder()));
        Place place;
        if (known.isPresent() && known.get().validity() == validity) {
            place = known.get();
        } else {
            long next = known.isPresent() ? renumbered(folder, known.get()) : account.oldMail() ? 1 : next(folder);
            place = new Place(validity, next, clock.instant());
            store.commit(tx -> {
                place.keep(tx, account.name(), account.folder());
                return null;
            });
        }
        int taken = 0;
        List<Message> fresh = fresh(folder, place.next());
        for (int i = 0; i < fresh.size(); i += AT_ONCE) {
            taken += take(account, folder, validity, fresh.subList(i, Math.min(fresh.size(), i + AT_ONCE)));
        }
        return taken;
    }

    private static List<Message> fresh(Folder folder, long from) throws MessagingException {
        UIDFolder numbers = (UIDFolder) folder;
        List<Message> fresh = new ArrayList<>();
        // A range to the end always has the last mail in it, however low its number (RFC 3501, 6.4.8)
        for (Message each : numbers.getMessagesByUID(from, UIDFolder.LASTUID)) {
            if (each != null && numbers.getUID(each) >= from && fresh.size() < IN_ONE_LOOK) {
                fresh.add(each);
            }
        }
        return fresh;
    }

    /** The number that the next mail will get. */
    private static long next(Folder folder) throws MessagingException {
        UIDFolder numbers = (UIDFolder) folder;
        long announced = numbers.getUIDNext();
        int count = folder.getMessageCount();
        return announced > 0 ? announced : count == 0 ? 1 : numbers.getUID(folder.getMessage(count)) + 1;
    }

    /** All numbers are new: what came lately is looked at again, and what we have is known by its bytes. */
    private long renumbered(Folder folder, Place before) throws MessagingException {
        Date since = Date.from(before.since().minus(OVERLAP));
        Message[] lately = folder.search(new ReceivedDateTerm(ComparisonTerm.GE, since));
        UIDFolder numbers = (UIDFolder) folder;
        long lowest = next(folder);
        for (Message each : lately) {
            lowest = Math.min(lowest, numbers.getUID(each));
        }
        return lowest;
    }

    private int take(MailAccount account, Folder folder, long validity, List<Message> messages)
            throws MessagingException {
        List<Mail> mails = new ArrayList<>();
        // Else the size of each would be asked for with its envelope, which of a malformed mail cannot be had
        FetchProfile sizes = new FetchProfile();
        sizes.add(FetchProfile.Item.SIZE);
        folder.fetch(messages.toArray(Message[]::new), sizes);
        for (Message message : messages) {
            read(account, folder, validity, message).ifPresent(mails::add);
        }
        long last = ((UIDFolder) folder).getUID(messages.get(messages.size() - 1));
        Instant now = clock.instant();
        return store.commit(tx -> {
            int taken = 0;
            for (Mail mail : mails) {
                boolean known = mail.letter().digest() != null
                        && Letters.ofDigest(tx, account.name(), mail.letter().digest())
                                .isPresent();
                if (!known && Letters.add(tx, mail.letter())) {
                    taken++;
                    if (mail.left() != null) {
                        Letters.settle(tx, mail.letter().name(), Letter.State.REFUSED, null);
                        alerts.raise(tx, mail.left());
                    }
                }
            }
            new Place(validity, last + 1, now).keep(tx, account.name(), account.folder());
            return taken;
        });
    }

    private Optional<Mail> read(MailAccount account, Folder folder, long validity, Message message)
            throws MessagingException {
        long uid = ((UIDFolder) folder).getUID(message);
        MailKey key = new MailKey(account.name(), account.folder(), validity, uid);
        try {
            byte[] bytes = message.getSize() > LARGEST ? null : bytes(message);
            if (bytes == null) {
                return Optional.of(new Mail(letter(key, account, null, null), tooLarge(account, uid)));
            }
            files.keep(key.name(), bytes);
            return Optional.of(new Mail(letter(key, account, MailHeaders.of(bytes), ContentKey.of(bytes)), null));
        } catch (MessageRemovedException e) {
            // Somebody else was faster
            return Optional.empty();
        } catch (MessagingException e) {
            if (!folder.isOpen() || !folder.getStore().isConnected()) {
                throw e;
            }
            // One mail that the server cannot give must not hold up the others
            return Optional.of(new Mail(letter(key, account, null, null), notGiven(account, uid, e)));
        }
    }

    private Letter letter(MailKey key, MailAccount account, MailHeaders headers, String digest) {
        return new Letter(
                key.text(),
                MailboxOrigin.NAME,
                account.name(),
                key.name(),
                headers == null ? null : headers.messageId(),
                digest,
                headers == null ? null : headers.sender(),
                null,
                headers == null ? null : headers.subject(),
                null,
                clock.instant());
    }

    /** The mail as it is; null when it has more than is read, whatever the server said of its size. */
    private static byte[] bytes(Message message) throws MessagingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            message.writeTo(new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    write(new byte[] {(byte) one}, 0, 1);
                }

                @Override
                public void write(byte[] some, int offset, int length) throws IOException {
                    if (bytes.size() + length > LARGEST) {
                        throw new TooLarge();
                    }
                    bytes.write(some, offset, length);
                }
            });
            return bytes.toByteArray();
        } catch (TooLarge e) {
            return null;
        } catch (IOException e) {
            throw new MessagingException("a mail could not be read: " + e.getMessage(), e);
        }
    }

    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;
    }

    private static Alert notGiven(MailAccount account, long uid, MessagingException e) {
        return Alert.of(
                        Alert.Severity.WARNING,
                        "intake",
                        "Mail cannot be fetched: " + account.name(),
                        "The mail with the number " + uid + " in " + account.folder() + " of the mailbox "
                                + account.name() + " could not be fetched: " + e.getMessage() + ".")
                .done("It lies in the mailbox as it was; the others were taken.")
                .choice("Read it there; drop what is to be done about it into Needs_Action.");
    }

    private static Alert tooLarge(MailAccount account, long uid) {
        return Alert.of(
                        Alert.Severity.WARNING,
                        "intake",
                        "Mail too large: " + account.name(),
                        "A mail in " + account.folder() + " of the mailbox " + account.name()
                                + " has more than 25 MiB and was not taken.")
                .known("Its number is " + uid + ".")
                .done("It lies in the mailbox as it was.")
                .choice("Read it there; drop what is to be done about it into Needs_Action.");
    }
}
