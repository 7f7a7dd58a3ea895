package io.goldtier.connector.odoo.rpc;

import io.goldtier.skill.effect.OutsideException;
import io.goldtier.skill.effect.OutsideException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries what the skills use, as the user whose key is set: the models that the settings name, what belongs to them, and the
 * look-up of external ids.
 */
final class OdooRightsCheck {

    private static final String INVOICING = "Accounting/Invoicing";
    private static final String CONTACTS = "Contact/Creation";

    /**
     * What the skills do beside reading the models of the settings.
     *
     * @param of the model of the settings that it belongs to
     * @param model the model
     * @param operations what is done to it
     * @param right what gives that right, as Odoo calls it
     * @param purpose what it is done for; empty where the model says it
     */
    private record Use(String of, String model, List<String> operations, String right, String purpose) {}

    private static final List<Use> USES = List.of(
            new Use("account.move", "account.move", List.of("create", "write"), INVOICING, ""),
            new Use("account.move.line", "account.move.line", List.of("create"), INVOICING, ""),
            new Use("account.move", "account.payment.register", List.of("create"), INVOICING, "payments"),
            new Use("account.move", "account.move.send.wizard", List.of("create"), INVOICING, "sending"),
            new Use("account.move", "mail.notification", List.of("read"), "Role / User", "sending"),
            new Use("account.move", "ir.attachment", List.of("create"), "Role / User", "receipts"),
            new Use("res.partner", "res.partner", List.of("create"), CONTACTS, ""));

    /** One question to Odoo. */
    interface Ask {
        Object ask(String model, String method, Map<String, Object> args);
    }

    private final Ask odoo;
    private final List<String> models;
    private final List<String> missing = new ArrayList<>();
    private final Set<String> rights = new LinkedHashSet<>();

    /** What cannot be used, in sentences. */
    final List<String> faults = new ArrayList<>();

    /** What this Odoo does not have, while the rest can be used. */
    final List<String> notices = new ArrayList<>();

    OdooRightsCheck(Ask odoo, List<String> models) {
        this.odoo = odoo;
        this.models = models;
    }

    OdooRightsCheck run() {
        for (String model : models) {
            List<String> operations = new ArrayList<>(List.of("read"));
            USES.stream().filter(use -> use.model().equals(model)).forEach(use -> operations.addAll(use.operations()));
            String right = USES.stream()
                    .filter(use -> use.model().equals(model))
                    .map(Use::right)
                    .findFirst()
                    .orElse(INVOICING);
            attempt(() -> lack(model, operations, right, ""), faults, "The model " + model + " cannot be used: ");
        }
        for (Use use : USES) {
            if (models.contains(use.of()) && !models.contains(use.model())) {
                attempt(
                        () -> lack(use.model(), use.operations(), use.right(), use.purpose()),
                        notices,
                        "This Odoo does not have " + use.model() + ", which is used for " + use.purpose() + ": ");
            }
        }
        attempt(this::lookUp, faults, "External ids cannot be looked up, without which nothing is booked: ");
        if (!missing.isEmpty()) {
            faults.add("The Odoo user lacks rights on " + String.join(", ", missing) + ": give it "
                    + String.join(" and ", rights) + " in Odoo (Settings, Users).");
        }
        return this;
    }

    private void attempt(Runnable trial, List<String> problems, String sentence) {
        try {
            trial.run();
        } catch (OutsideException e) {
            if (e.kind() != Kind.PERMANENT) {
                throw e;
            }
            problems.add(sentence + e.getMessage());
        }
    }

    private void lack(String model, List<String> operations, String right, String purpose) {
        List<String> lacking =
                operations.stream().filter(operation -> !has(model, operation)).toList();
        if (!lacking.isEmpty()) {
            missing.add(
                    model + " (" + String.join(", ", lacking) + (purpose.isEmpty() ? "" : ", for " + purpose) + ")");
            rights.add(right);
        }
    }

    /** What every Odoo has an external id for. */
    private void lookUp() {
        odoo.ask("ir.model.data", "check_object_reference", Map.of("module", "base", "xml_id", "main_company"));
    }

    /** Asks as Odoo 18 and newer understand it, then as older ones do. */
    private boolean has(String model, String operation) {
        try {
            return Boolean.TRUE.equals(odoo.ask(model, "has_access", Map.of("operation", operation)));
        } catch (OutsideException e) {
            if (e.kind() != Kind.PERMANENT) {
                throw e;
            }
            return Boolean.TRUE.equals(
                    odoo.ask(model, "check_access_rights", Map.of("operation", operation, "raise_exception", false)));
        }
    }
}
