package io.goldtier.intake;

import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The known contacts of the company handbook, whose messages may start work by themselves. */
@Component
public class Contacts {

    private static final Logger LOG = LoggerFactory.getLogger(Contacts.class);

    private final Vault vault;
    private FileLook look;
    private Set<String> known = Set.of();

    Contacts(Vault vault) {
        this.vault = vault;
    }

    /** True when the handbook, as it is now, has a contact with this phone number, e-mail address or name. */
    public boolean isKnown(String sender) {
        return sender != null && !sender.isBlank() && known().contains(key(sender));
    }

    private synchronized Set<String> known() {
        var handbook = vault.root().resolve("Company_Handbook.md");
        FileLook now = FileLook.at(handbook).orElse(null);
        if (now != null && !now.equals(look)) {
            try {
                known = read(Note.parse(vault.read(handbook)));
            } catch (NoteProblem | UncheckedIOException e) {
                LOG.warn("Company_Handbook.md cannot be read, its last known contacts stay: {}", e.getMessage());
            }
        }
        look = now;
        return known;
    }

    private static Set<String> read(Note handbook) {
        Set<String> keys = new HashSet<>();
        if (handbook.value("known_contacts").orElse(null) instanceof List<?> contacts) {
            for (Object contact : contacts) {
                if (contact instanceof Map<?, ?> details) {
                    details.values().forEach(value -> keys.add(key(String.valueOf(value))));
                }
            }
        }
        return keys;
    }

    /** The address in {@code Name <address>}, the digits of a phone number, else the words in lower case. */
    private static String key(String sender) {
        String address = sender.contains("<") && sender.contains(">")
                ? sender.substring(
                        sender.lastIndexOf('<') + 1, Math.max(sender.lastIndexOf('<') + 1, sender.lastIndexOf('>')))
                : sender;
        String plain = address.strip().toLowerCase(Locale.ROOT);
        return plain.matches("\\+?[\\d ()/.-]{6,}") ? plain.replaceAll("\\D", "") : plain;
    }
}
