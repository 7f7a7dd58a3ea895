package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import io.goldtier.handbook.HandbookFile;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * The tables {@code categories} and {@code default_accounts} of the company handbook: which account a category of money
 * belongs to, and which one takes what has no other, by code or name.
 *
 * <p>An edit holds from the next call on; one that cannot be read leaves the last good table in force.
 */
@Component("odooHandbook")
public class OdooHandbook {

    private final HandbookFile file;

    OdooHandbook(HandbookFile file) {
        this.file = file;
    }

    /** Categories in lower case with their accounts. */
    private Map<String, String> categories() {
        return file.now().table("categories");
    }

    /**
     * The account that a skill's input means, as id, code or name.
     *
     * @throws io.goldtier.skill.effect.OutsideException when neither an account nor a known category is given: a person must say
     */
    public String account(@Variable("input") Map<String, Object> input) {
        Object account = input.getOrDefault("account", input.get("account_id"));
        if (account != null) {
            return account.toString();
        }
        Object category = input.get("category");
        if (category == null) {
            throw OdooErrors.refusal("Say which account or which category this belongs to.");
        }
        String found = categories().get(category.toString().strip().toLowerCase(Locale.ROOT));
        if (found == null) {
            throw OdooErrors.refusal("The handbook does not say which account the category \"" + category
                    + "\" belongs to. Add it to categories in Company_Handbook.md, or give the account. Known: "
                    + String.join(", ", categories().keySet()) + ".");
        }
        return found;
    }

    /**
     * The account that takes what has no other.
     *
     * @throws io.goldtier.skill.effect.OutsideException when the handbook names none: a person must say
     */
    public String defaultAccount(@Variable("input") Map<String, Object> input) {
        String found = file.now().table("default_accounts").get(String.valueOf(input.get("type")));
        if (found == null) {
            throw OdooErrors.refusal("The handbook names no account for what has no other. Add default_accounts."
                    + input.get("type") + " to Company_Handbook.md, or give an account that Odoo has.");
        }
        return found;
    }

    /** The category that a line's text begins with, as {@code Office supplies: paper}. */
    public Optional<String> categoryOf(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String start = text.substring(0, colon).strip();
        return categories().containsKey(start.toLowerCase(Locale.ROOT)) ? Optional.of(start) : Optional.empty();
    }
}
