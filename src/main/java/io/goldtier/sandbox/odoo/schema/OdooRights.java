package io.goldtier.sandbox.odoo.schema;

import static io.goldtier.sandbox.odoo.schema.OdooRole.ACCESS_RIGHTS;
import static io.goldtier.sandbox.odoo.schema.OdooRole.ACCOUNTING;
import static io.goldtier.sandbox.odoo.schema.OdooRole.BOOKS_READ_ONLY;
import static io.goldtier.sandbox.odoo.schema.OdooRole.CONTACT_CREATION;
import static io.goldtier.sandbox.odoo.schema.OdooRole.INTERNAL;
import static io.goldtier.sandbox.odoo.schema.OdooRole.INVOICING;
import static io.goldtier.sandbox.odoo.schema.OdooRole.PORTAL;
import static io.goldtier.sandbox.odoo.schema.OdooRole.SYSTEM;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Who may do what with which model, and how a refusal names the groups that may. */
public final class OdooRights {

    /** What is asked for, and the word of a refusal. */
    public enum Operation {
        READ("access"),
        WRITE("modify"),
        CREATE("create"),
        UNLINK("delete");

        private final String verb;

        Operation(String verb) {
            this.verb = verb;
        }

        /** The operation of that name. */
        public static Operation of(Object name) {
            for (Operation operation : values()) {
                if (operation.name().equalsIgnoreCase(String.valueOf(name))) {
                    return operation;
                }
            }
            throw OdooFailure.value("Invalid access mode: '" + name + "'");
        }
    }

    private record Grant(OdooRole role, List<Operation> operations) {}

    private static final List<Operation> ALL = List.of(Operation.values());
    private static final List<Operation> READ = List.of(Operation.READ);
    private static final Map<String, List<Grant>> GRANTS = new HashMap<>();

    static {
        for (String books : List.of(OdooModels.MOVE, OdooModels.LINE)) {
            grant(books, all(INVOICING), read(ACCOUNTING), read(BOOKS_READ_ONLY), read(PORTAL));
        }
        grant("account.journal", all(ACCOUNTING), read(INVOICING), read(BOOKS_READ_ONLY));
        grant("account.payment", all(INVOICING), read(BOOKS_READ_ONLY));
        grant("account.payment.register", all(INVOICING));
        grant("account.move.send.wizard", all(INVOICING));
        for (String shown : List.of(
                "account.account",
                "account.tax",
                "product.product",
                "res.currency",
                "res.currency.rate",
                "res.country")) {
            grant(shown, all(ACCOUNTING), read(INTERNAL));
        }
        grant(OdooModels.PARTNER, all(CONTACT_CREATION), read(INTERNAL));
        for (String house : List.of("res.company", "res.users", "res.users.apikeys")) {
            grant(house, all(ACCESS_RIGHTS), read(INTERNAL));
        }
        grant(OdooModels.DATA, all(ACCESS_RIGHTS));
        grant("mail.mail", all(SYSTEM));
        for (String own : List.of("ir.attachment", "mail.message", "mail.notification")) {
            grant(own, all(INTERNAL));
        }
    }

    private OdooRights() {}

    private static void grant(String model, Grant... grants) {
        GRANTS.put(model, List.of(grants));
    }

    private static Grant all(OdooRole role) {
        return new Grant(role, ALL);
    }

    private static Grant read(OdooRole role) {
        return new Grant(role, READ);
    }

    /** Whether the user may do that to records of the model. */
    public static boolean allowed(OdooUser user, String model, Operation operation) {
        return GRANTS.get(model).stream()
                .anyMatch(grant -> user.has(grant.role()) && grant.operations().contains(operation));
    }

    /** Refuses what the user may not do, with the groups that may. */
    public static void check(OdooUser user, OdooModel model, Operation operation) {
        if (allowed(user, model.name, operation)) {
            return;
        }
        TreeSet<String> groups = new TreeSet<>();
        for (Grant grant : GRANTS.get(model.name)) {
            if (grant.operations().contains(operation)) {
                groups.add("\t- " + grant.role().label);
            }
        }
        throw OdooFailure.access("You are not allowed to " + operation.verb + " '" + model.label + "' (" + model.name
                + ") records.\n\nThis operation is allowed for the following groups:\n" + String.join("\n", groups)
                + "\n\nContact your administrator to request access if necessary.");
    }
}
