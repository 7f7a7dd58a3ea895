package io.goldtier.intake;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;

/** A mailbox of the in-process mail server, into which mails are put as they are. */
public final class TestMailbox {

    private static final Session SESSION = Session.getInstance(new Properties());

    private final GreenMail server;
    private final GreenMailUser user;

    public TestMailbox(GreenMail server, String address) {
        this.server = server;
        this.user = server.setUser(address, address, "secret-word");
    }

    /** Puts a mail into the inbox. */
    public void append(String mail) {
        append(mail.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a mail into the inbox. */
    public void append(byte[] mail) {
        try {
            inbox().appendMessage(new MimeMessage(SESSION, new ByteArrayInputStream(mail)), new Flags(), new Date());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many mails are in a folder. */
    public int in(String folder) {
        MailFolder found = server.getManagers().getImapHostManager().getFolder(user, folder);
        return found == null ? 0 : found.getMessageCount();
    }

    /** The flags of a mail in the inbox. */
    public Flags flags(int index) {
        return inbox().getMessages().get(index).getFlags();
    }

    private MailFolder inbox() {
        try {
            return server.getManagers().getImapHostManager().getInbox(user);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }
}
