package io.goldtier.connector.mail;

import io.goldtier.settings.Mode;
import io.goldtier.settings.Settings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** The mailboxes of the settings, and the way to them. In sandbox mode only those on this machine are used. */
@Component
public class Mailboxes {

    private final List<MailAccount> accounts;
    private final AccessTokens tokens;

    Mailboxes(MailboxSettings settings, Settings common, AccessTokens tokens) {
        this.accounts = settings.mailboxes().stream()
                .filter(each -> common.mode() != Mode.SANDBOX || each.isOnThisMachine())
                .toList();
        this.tokens = tokens;
    }

    /** Those that are used. */
    public List<MailAccount> all() {
        return accounts;
    }

    /** The one that this address belongs to. */
    public Optional<MailAccount> ofAddress(String address) {
        return accounts.stream()
                .filter(each -> address.equalsIgnoreCase(each.address()))
                .findFirst();
    }

    /**
     * Logs in; whoever opens it closes it. A message is read without being marked as read.
     *
     * @throws AuthenticationFailedException if the server does not accept what the settings say
     * @throws MessagingException if it cannot be reached
     */
    public Store open(MailAccount account) throws MessagingException {
        try {
            return connect(account);
        } catch (AuthenticationFailedException e) {
            if (!account.oauth().isSet()) {
                throw e;
            }
            // It may have been called back before its end
            tokens.forget(account);
            return connect(account);
        }
    }

    private Store connect(MailAccount account) throws MessagingException {
        String protocol = account.security() == SmtpSettings.Security.TLS ? "imaps" : "imap";
        boolean oauth = account.oauth().isSet();
        String secret = oauth ? tokens.of(account) : account.password();
        Store store = Session.getInstance(properties(account, "mail." + protocol + ".", oauth))
                .getStore(protocol);
        try {
            store.connect(account.host(), account.port(), account.user(), secret);
            return store;
        } catch (MessagingException e) {
            store.close();
            throw e;
        }
    }

    private static Properties properties(MailAccount account, String prefix, boolean oauth) {
        Properties properties = new Properties();
        String patience = String.valueOf(account.timeout().toMillis());
        properties.put(prefix + "connectiontimeout", patience);
        properties.put(prefix + "timeout", patience);
        properties.put(prefix + "writetimeout", patience);
        properties.put(prefix + "peek", "true");
        properties.put(prefix + "fetchsize", "1048576");
        properties.put(prefix + "ssl.checkserveridentity", "true");
        if (account.security() == SmtpSettings.Security.STARTTLS) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        if (oauth) {
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }
}
