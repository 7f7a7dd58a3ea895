package io.goldtier.connector.mail;

import io.goldtier.audit.Redaction;
import io.goldtier.settings.Setting;
import java.time.Duration;
import java.util.Locale;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A mailbox that is read over IMAP.
 *
 * @param name what notes and logs call it, and the beginning of its mails' keys: do not change it later
 * @param host the IMAP server
 * @param port its port; 0: the usual one for the security
 * @param security how the connection is protected
 * @param user the user's name
 * @param password the password or app password; never shown
 * @param oauth how a token is got instead of a password
 * @param folder the folder that is read
 * @param address the address that it belongs to; left out: the user's name where that is one
 * @param authServer what the receiving server calls itself in Authentication-Results; empty: nobody is known by mail
 * @param sentFolder where a copy of what we send from this address is kept; empty: nowhere
 * @param moveTo where a mail goes once it is taken; empty: it stays where it is
 * @param markSeen whether a mail that is taken is marked as read
 * @param oldMail whether mails that were there before the first start are taken
 * @param timeout how long an answer of the server may take
 */
public record MailAccount(
        String name,
        String host,
        @DefaultValue("0") int port,
        @DefaultValue("tls") SmtpSettings.Security security,
        String user,
        String password,
        @DefaultValue OAuthSettings oauth,
        @DefaultValue("INBOX") String folder,
        String address,
        String authServer,
        String sentFolder,
        String moveTo,
        @DefaultValue("true") boolean markSeen,
        @DefaultValue("false") boolean oldMail,
        @DefaultValue("30s") Duration timeout) {

    private static final int WITH_TLS = 993;
    private static final int WITHOUT = 143;

    /** Checks every value. */
    public MailAccount {
        String key = "goldtier.mailboxes";
        Setting.require(
                name != null && name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,39}"),
                key + ".name",
                name,
                "1 to 40 letters, digits, - and _");
        key = key + "(" + name + ")";
        Setting.require(Setting.isHost(host), key + ".host", host, "a host's name such as imap.gmail.com");
        Setting.require(
                port >= 0 && port <= 65_535, key + ".port", port, "between 1 and 65535, or 0 for the usual one");
        port = port > 0 ? port : security == SmtpSettings.Security.TLS ? WITH_TLS : WITHOUT;
        Setting.require(user != null && !user.isBlank(), key + ".user", user, "set");
        oauth.check(key + ".oauth");
        boolean hasPassword = password != null && !password.isBlank();
        Setting.require(
                hasPassword != oauth.isSet(), key + ".password", "hidden", "set, or oauth must be, and not both");
        Setting.require(
                security != SmtpSettings.Security.NONE || Setting.isHere(host),
                key + ".security",
                "none",
                "starttls or tls when a password is sent to another machine");
        folder = folder.strip();
        address = Setting.text(address) == null && user.contains("@") ? user : Setting.text(address);
        authServer = Setting.text(authServer);
        sentFolder = Setting.text(sentFolder);
        moveTo = Setting.text(moveTo);
        Setting.require(!folder.equalsIgnoreCase(moveTo), key + ".move-to", moveTo, "another folder than folder");
        Setting.require(
                timeout.toSeconds() >= 1 && timeout.toMinutes() <= 10, key + ".timeout", timeout, "between 1s and 10m");
        Redaction.learn(password);
    }

    /** True when it is on this machine. */
    boolean isOnThisMachine() {
        return Setting.isHere(host);
    }

    /** The data model's source type. */
    public String sourceType() {
        return host.toLowerCase(Locale.ROOT).matches("(.*\\.)?(gmail|googlemail)\\.com") ? "gmail" : "email";
    }

    @Override
    public String toString() {
        return "MailAccount[name=" + name + ", host=" + host + ", folder=" + folder + "]";
    }
}
