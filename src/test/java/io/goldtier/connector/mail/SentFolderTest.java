package io.goldtier.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goldtier.connector.mail.SmtpSettings.Security;
import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import io.goldtier.skill.effect.OutsideException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The copy in the folder for sent mail: it is missing when the server did not take it, and only then. */
class SentFolderTest {

    private static final Settings LIVE =
            new Settings(Mode.LIVE, Path.of("vault"), Path.of("data"), Path.of("routes"), ZoneOffset.UTC);

    private static Mailbag mailbag() {
        return new Mailbag(
                new SmtpSettings(
                        "127.0.0.1",
                        0,
                        Security.NONE,
                        null,
                        null,
                        "office@goldtier.example",
                        "owner@goldtier.example",
                        Duration.ofMinutes(5)),
                LIVE,
                null);
    }

    private static MailboxSettings mailbox(int port) {
        return new MailboxSettings(List.of(new MailAccount(
                "office",
                "127.0.0.1",
                port,
                Security.NONE,
                "office@goldtier.example",
                "secret-word",
                new OAuthSettings(null, null, null, null),
                "INBOX",
                null,
                null,
                "Sent",
                null,
                true,
                false,
                Duration.ofSeconds(10))));
    }

    private static MimeMessage mail() throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setSubject("A copy");
        mail.setText("Good day.");
        mail.saveChanges();
        return mail;
    }

    private static boolean keep(SpoiltImap server) throws MessagingException {
        return new SentFolder(new Mailboxes(mailbox(server.port()), LIVE, null), mailbag()).keep(mail());
    }

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "RESET_AFTER_ANSWER"})
    void whatTheServerTookIsKeptHoweverTheConnectionEnds(SpoiltImap.Spoil spoil) throws Exception {
        try (SpoiltImap server = new SpoiltImap(spoil)) {
            assertThat(keep(server)).isTrue();
            assertThat(server.copies()).singleElement().asString().contains("Subject: A copy");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSE", "CUT_BEFORE_TAKEN", "CUT_AFTER_TAKEN"})
    void aCopyThatIsNotKnownToBeThereIsToldInThoseWords(SpoiltImap.Spoil spoil) throws Exception {
        try (SpoiltImap server = new SpoiltImap(spoil)) {
            assertThatThrownBy(() -> keep(server))
                    .isInstanceOf(OutsideException.class)
                    .hasMessageStartingWith("No copy is known to have been kept in Sent of the mailbox office: ");
        }
    }

    /** Some mail libraries say so when they cannot say good-bye. */
    @Test
    void aConnectionThatCannotBeClosedTakesNoCopyBack() throws Exception {
        try (SpoiltImap server = new SpoiltImap(SpoiltImap.Spoil.NOTHING)) {
            Mailboxes mailboxes = new Mailboxes(mailbox(server.port()), LIVE, null) {
                @Override
                public Store open(MailAccount account) throws MessagingException {
                    return new NoGoodBye(super.open(account));
                }
            };
            assertThat(new SentFolder(mailboxes, mailbag()).keep(mail())).isTrue();
            assertThat(server.copies()).hasSize(1);
        }
    }

    /** A connection whose end fails. */
    private static final class NoGoodBye extends Store {

        private final Store store;

        NoGoodBye(Store store) {
            super(Session.getInstance(new Properties()), null);
            this.store = store;
        }

        @Override
        public jakarta.mail.Folder getFolder(String name) throws MessagingException {
            return store.getFolder(name);
        }

        @Override
        public jakarta.mail.Folder getFolder(URLName url) throws MessagingException {
            return store.getFolder(url);
        }

        @Override
        public jakarta.mail.Folder getDefaultFolder() throws MessagingException {
            return store.getDefaultFolder();
        }

        @Override
        public synchronized void close() throws MessagingException {
            store.close();
            throw new MessagingException("the connection is gone");
        }
    }
}
