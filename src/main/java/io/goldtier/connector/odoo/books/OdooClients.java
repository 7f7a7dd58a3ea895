package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.connector.odoo.rpc.OdooValues;
import io.goldtier.json.Digest;
import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Which contact is meant: never guessed. */
@Component("odooClients")
class OdooClients {

    private static final int MOST_CHOICES = 10;
    private static final int DIGITS = 20;
    private static final Pattern CHOSEN = Pattern.compile("\\(id (\\d{1,12})[,)]");

    /** The condition for the contact that is meant: by {@code partner_id}, or by name, e-mail address or VAT number. */
    public List<Object> domain(@Variable("who") Map<String, Object> who) {
        if (who.get("partner_id") != null) {
            return List.of(List.of("id", "=", who.get("partner_id")));
        }
        String client = client(who);
        return List.of(
                "|",
                "|",
                List.of("name", "=ilike", OdooValues.literally(client)),
                List.of("email_normalized", "=", client.toLowerCase(Locale.ROOT)),
                List.of("vat", "=", client));
    }

    /**
     * The one contact among those found; null when there is none and one may be made.
     *
     * @throws io.goldtier.skill.effect.OutsideException with the choices, when it is a question which one is meant: several match,
     *     the name is spelt otherwise, the contact is archived, the id has another name or none
     */
    public Map<?, ?> choose(@Body List<Map<?, ?>> found, @Variable("who") Map<String, Object> who) {
        if (who.get("partner_id") != null) {
            return byId(found, who);
        }
        if (found.isEmpty()) {
            return null;
        }
        List<Map<?, ?>> active = found.stream().filter(OdooClients::isActive).toList();
        List<Map<?, ?>> meant =
                active.stream().filter(contact -> matches(contact, who)).toList();
        if (meant.size() > 1) {
            List<Map<?, ?>> sameName = meant.stream()
                    .filter(contact -> client(who).equals(contact.get("name")))
                    .toList();
            meant = sameName.size() == 1 ? sameName : meant;
        }
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (!meant.isEmpty()) {
            throw question("Several contacts in Odoo match \"" + client(who) + "\": " + describe(meant)
                            + ". Say which one is meant with partner_id.")
                    .named("ambiguous_client")
                    .choices(meant.stream()
                            .limit(MOST_CHOICES)
                            .map(OdooClients::describe)
                            .toList());
        }
        if (!active.isEmpty()) {
            throw question("Odoo has no contact that is spelt \"" + client(who) + "\", but it has " + describe(active)
                    + ". Write the name as Odoo does, or say with partner_id who is meant.");
        }
        throw question("Odoo has \"" + client(who) + "\" only among its archived contacts: " + describe(found)
                + ". Restore it in Odoo, or name another contact.");
    }

    private static Map<?, ?> byId(List<Map<?, ?>> found, Map<String, Object> who) {
        if (found.size() != 1) {
            throw question("Odoo has no contact with the id " + who.get("partner_id") + ".");
        }
        Map<?, ?> contact = found.get(0);
        if (who.get("client") != null && !matches(contact, who)) {
            throw question("The client \"" + client(who) + "\" and the partner_id " + who.get("partner_id")
                    + " disagree: in Odoo that is " + describe(found) + ". Correct one of them.");
        }
        if (!isActive(contact)) {
            throw question(
                    "The contact " + describe(found) + " is archived in Odoo. Restore it there, or name another.");
        }
        return contact;
    }

    private static boolean isActive(Map<?, ?> contact) {
        return !Boolean.FALSE.equals(contact.get("active"));
    }

    /** Whether the words of the order are this contact's name to the letter, or its e-mail address or VAT number. */
    private static boolean matches(Map<?, ?> contact, Map<String, Object> who) {
        String client = client(who);
        return client.equals(contact.get("name"))
                || client.equals(contact.get("display_name"))
                || client.equals(contact.get("vat"))
                || client.equalsIgnoreCase(String.valueOf(contact.get("email_normalized")));
    }

    private static String client(Map<String, Object> who) {
        return String.valueOf(who.get("client")).strip();
    }

    /** The id of the contact that was chosen, as the choice tells it. */
    public Integer chosen(@Variable("result") Map<String, Object> result) {
        Matcher id = CHOSEN.matcher(String.valueOf(result.get("answer")));
        return id.find() ? Integer.valueOf(id.group(1)) : null;
    }

    private static OutsideException question(String sentence) {
        return OdooErrors.trouble(Kind.PERMANENT, sentence);
    }

    /**
     * Nothing, if the contact was found.
     *
     * @throws io.goldtier.skill.effect.OutsideException named {@code unknown_client}, when there is none
     */
    public void mustBeKnown(@Body Map<?, ?> client, @Variable("who") Map<String, Object> who) {
        if (client == null) {
            throw OdooErrors.trouble(Kind.PERMANENT, "Odoo has no contact \"" + who.get("client") + "\".")
                    .named("unknown_client");
        }
    }

    private static String describe(List<Map<?, ?>> contacts) {
        return contacts.stream().map(OdooClients::describe).collect(Collectors.joining(", "));
    }

    private static String describe(Map<?, ?> contact) {
        String details = Stream.of(contact.get("email"), contact.get("vat"), contact.get("city"))
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return contact.get("name") + " (id " + contact.get("id") + (details.isEmpty() ? "" : ", " + details) + ")";
    }

    /**
     * The contact that was made, or found under the reference of its name.
     *
     * @throws io.goldtier.skill.effect.OutsideException when that one has got another name since, or is archived
     */
    public Map<?, ?> made(@Body Map<?, ?> contact, @Variable("who") Map<String, Object> who) {
        if (contact == null) {
            throw question("The contact \"" + client(who) + "\" has just been deleted in Odoo.");
        }
        if (!isActive(contact) || !client(who).equalsIgnoreCase(String.valueOf(contact.get("name")))) {
            throw question("The contact that was made as \"" + client(who) + "\" is in Odoo as "
                    + describe(contact) + (isActive(contact) ? "" : ", archived")
                    + ". Give its name there, or its partner_id, or make another contact in Odoo.");
        }
        return contact;
    }

    /** The name under which a contact that we make can be found again, whoever makes it at the same moment. */
    public String externalId(@Variable("who") Map<String, Object> who) {
        return "goldtier.client_"
                + Digest.sha256(client(who).toLowerCase(Locale.ROOT)).substring(0, DIGITS);
    }
}
