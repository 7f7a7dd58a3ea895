package io.goldtier.connector.odoo;

import io.goldtier.skill.OutsideException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Which contact is meant: never guessed. */
@Component("odooClients")
class OdooClients {

    /**
     * The one contact among those found; null when there is none and one may be made.
     *
     * @throws io.goldtier.skill.OutsideException when several match, or when the id that was given has none
     */
    public Map<?, ?> choose(@Body List<?> found, @Variable("who") Map<String, Object> who) {
        if (found.size() == 1) {
            return (Map<?, ?>) found.get(0);
        }
        if (found.isEmpty()) {
            if (who.get("partner_id") != null) {
                throw OdooErrors.trouble(
                        Kind.PERMANENT, "Odoo has no contact with the id " + who.get("partner_id") + ".");
            }
            return null;
        }
        List<?> sameName = found.stream()
                .filter(contact -> String.valueOf(who.get("client")).equals(((Map<?, ?>) contact).get("name")))
                .toList();
        if (sameName.size() == 1) {
            return (Map<?, ?>) sameName.get(0);
        }
        throw OdooErrors.trouble(
                Kind.PERMANENT,
                "Several contacts in Odoo match \"" + who.get("client") + "\": "
                        + found.stream()
                                .map(contact -> describe((Map<?, ?>) contact))
                                .collect(Collectors.joining(", "))
                        + ". Say which one is meant with partner_id.");
    }

    /**
     * Nothing, if the contact was found.
     *
     * @throws io.goldtier.skill.OutsideException named {@code unknown_client}, when there is none
     */
    public void mustBeKnown(@Variable("client") Map<?, ?> client, @Variable("who") Map<String, Object> who) {
        if (client == null) {
            throw OdooErrors.trouble(Kind.PERMANENT, "Odoo has no contact \"" + who.get("client") + "\".")
                    .named("unknown_client");
        }
    }

    private static String describe(Map<?, ?> contact) {
        String details = java.util.stream.Stream.of(contact.get("email"), contact.get("vat"), contact.get("city"))
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return contact.get("name") + " (id " + contact.get("id") + (details.isEmpty() ? "" : ", " + details) + ")";
    }

    /** The name under which a contact that we make can be found again, whoever makes it at the same moment. */
    public String externalId(@Variable("who") Map<String, Object> who) {
        String name = String.valueOf(who.get("client")).strip().toLowerCase(Locale.ROOT);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "goldtier.client_" + HexFormat.of().formatHex(digest, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
