package io.goldtier.connector.mail;

import io.goldtier.settings.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mailboxes that are read.
 *
 * @param mailboxes each with a name of its own
 */
@ConfigurationProperties("goldtier")
public record MailboxSettings(@DefaultValue List<MailAccount> mailboxes) {

    /** No two may have one name. */
    public MailboxSettings {
        mailboxes = List.copyOf(mailboxes);
        Set<String> names = new HashSet<>();
        mailboxes.forEach(each ->
                Setting.require(names.add(each.name()), "goldtier.mailboxes.name", each.name(), "another for each"));
    }
}
