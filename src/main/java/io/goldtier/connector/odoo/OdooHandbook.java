package io.goldtier.connector.odoo;

import io.goldtier.skill.OutsideException.Kind;
import io.goldtier.vault.Note;
import io.goldtier.vault.NoteProblem;
import io.goldtier.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The tables {@code categories} and {@code default_accounts} of the company handbook: which account a category of money
 * belongs to, and which one takes what has no other, by code or name.
 *
 * <p>An edit holds from the next call on; one that cannot be read leaves the last good table in force.
 */
@Component("odooHandbook")
class OdooHandbook {

    private static final Logger LOG = LoggerFactory.getLogger(OdooHandbook.class);

    private final Path file;
    private FileTime seen;
    private Map<String, String> accounts = Map.of();
    private Map<String, String> defaults = Map.of();

    OdooHandbook(Vault vault) {
        this.file = vault.root().resolve("Company_Handbook.md");
    }

    /** Categories in lower case with their accounts. */
    synchronized Map<String, String> categories() {
        look();
        return accounts;
    }

    private synchronized Map<String, String> defaults() {
        look();
        return defaults;
    }

    private void look() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(seen)) {
                seen = modified;
                Note handbook = Note.parse(Files.readString(file));
                accounts = table(handbook, "categories");
                defaults = table(handbook, "default_accounts");
            }
        } catch (NoSuchFileException e) {
            accounts = Map.of();
            defaults = Map.of();
        } catch (IOException | NoteProblem e) {
            LOG.warn("The handbook's accounts cannot be read, the last good ones stay in force: {}", e.getMessage());
        }
    }

    private static Map<String, String> table(Note handbook, String name) {
        Map<String, String> table = new LinkedHashMap<>();
        if (handbook.value(name).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((category, account) ->
                    table.put(String.valueOf(category).strip().toLowerCase(Locale.ROOT), String.valueOf(account)));
        }
        return table;
    }

    /**
     * The account that a skill's input means, as id, code or name.
     *
     * @throws io.goldtier.skill.OutsideException when neither an account nor a known category is given: a person must say
     */
    public String account(@Variable("input") Map<String, Object> input) {
        Object account = input.get("account");
        if (account != null) {
            return account.toString();
        }
        Object category = input.get("category");
        if (category == null) {
            throw OdooErrors.trouble(Kind.PERMANENT, "Say which account or which category this belongs to.");
        }
        String found = categories().get(category.toString().strip().toLowerCase(Locale.ROOT));
        if (found == null) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "The handbook does not say which account the category \"" + category
                            + "\" belongs to. Add it to categories in Company_Handbook.md, or give the account. Known: "
                            + String.join(", ", categories().keySet()) + ".");
        }
        return found;
    }

    /**
     * The account that takes what has no other.
     *
     * @throws io.goldtier.skill.OutsideException when the handbook names none: a person must say
     */
    public String defaultAccount(@Variable("input") Map<String, Object> input) {
        String found = defaults().get(String.valueOf(input.get("type")));
        if (found == null) {
            throw OdooErrors.trouble(
                    Kind.PERMANENT,
                    "The handbook names no account for what has no other. Add default_accounts." + input.get("type")
                            + " to Company_Handbook.md, or give an account that Odoo has.");
        }
        return found;
    }

    /** The category that a line's text begins with, as {@code Office supplies: paper}. */
    Optional<String> categoryOf(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String start = text.substring(0, colon).strip();
        return categories().containsKey(start.toLowerCase(Locale.ROOT)) ? Optional.of(start) : Optional.empty();
    }
}
