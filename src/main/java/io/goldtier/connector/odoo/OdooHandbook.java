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
 * The table {@code categories} of the company handbook: which account a category of money belongs to, by code or name.
 *
 * <p>An edit holds from the next call on; one that cannot be read leaves the last good table in force.
 */
@Component("odooHandbook")
class OdooHandbook {

    private static final Logger LOG = LoggerFactory.getLogger(OdooHandbook.class);

    private final Path file;
    private FileTime seen;
    private Map<String, String> accounts = Map.of();

    OdooHandbook(Vault vault) {
        this.file = vault.root().resolve("Company_Handbook.md");
    }

    /** Categories in lower case with their accounts. */
    synchronized Map<String, String> categories() {
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(seen)) {
                seen = modified;
                accounts = read(Files.readString(file));
            }
        } catch (NoSuchFileException e) {
            accounts = Map.of();
        } catch (IOException | NoteProblem e) {
            LOG.warn("The handbook's categories cannot be read, the last good ones stay in force: {}", e.getMessage());
        }
        return accounts;
    }

    private static Map<String, String> read(String text) {
        Map<String, String> table = new LinkedHashMap<>();
        if (Note.parse(text).value("categories").orElse(null) instanceof Map<?, ?> map) {
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
