package io.goldtier.connector.odoo.books;

import io.goldtier.connector.odoo.rpc.OdooErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Which account is meant: never guessed. */
@Component("odooAccounts")
class OdooAccounts {

    /** The condition for an account given as id, code or name. */
    public List<Object> domain(@Variable("account_word") String word) {
        List<Object> domain = new ArrayList<>();
        boolean number = word.matches("\\d{1,9}");
        if (number) {
            domain.add("|");
        }
        domain.add("|");
        domain.add(List.of("code", "=", word));
        domain.add(List.of("name", "=", word));
        if (number) {
            domain.add(List.of("id", "=", Integer.valueOf(word)));
        }
        return domain;
    }

    /**
     * The one account that was found; a code counts more than an id.
     *
     * @throws io.goldtier.skill.effect.OutsideException when there is none, or several
     */
    public Map<?, ?> choose(@Body List<?> found, @Variable("account_word") String word) {
        List<?> byCode = found.stream()
                .filter(account -> word.equals(((Map<?, ?>) account).get("code")))
                .toList();
        List<?> best = byCode.isEmpty() ? found : byCode;
        if (best.size() == 1) {
            return (Map<?, ?>) best.get(0);
        }
        if (best.isEmpty()) {
            throw OdooErrors.refusal("Odoo has no account with the id, code or name \"" + word + "\".")
                    .named("unknown_account");
        }
        throw OdooErrors.refusal("Several accounts in Odoo match \"" + word + "\": "
                + best.stream()
                        .map(account -> ((Map<?, ?>) account).get("code") + " " + ((Map<?, ?>) account).get("name"))
                        .collect(Collectors.joining(", "))
                + ". Give the code.");
    }

    /** The account that pays or is paid into: that of the first bank journal. */
    public Object bank(@Body List<?> journals) {
        return journals.stream()
                .map(journal -> ((Map<?, ?>) journal).get("default_account_id"))
                .filter(List.class::isInstance)
                .map(account -> ((List<?>) account).get(0))
                .findFirst()
                .orElseThrow(() -> OdooErrors.refusal(
                        "Odoo has no bank journal with an account: say in paid_from which account paid."));
    }
}
