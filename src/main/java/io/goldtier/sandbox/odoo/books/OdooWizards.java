package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two wizards: registering a payment and sending an invoice. The documents are named by the call's context. */
public final class OdooWizards {

    private static final int BANK_JOURNAL = 6;
    private static final int BANK_ACCOUNT = 45;

    private final OdooSession session;

    /** The wizards within a call. */
    public OdooWizards(OdooSession session) {
        this.session = session;
    }

    private static OdooModel model(String name) {
        return OdooModels.find(name);
    }

    private List<?> active() {
        return OdooValues.list(session.context.get("active_ids"));
    }

    int createPayment(Map<String, Object> values) {
        OdooModel wizard = model("account.payment.register");
        Map<String, Object> columns = new OdooRecords(session, wizard).columns(values);
        BigDecimal residual = BigDecimal.ZERO;
        for (Object id : active()) {
            Map<String, Object> move = session.get(OdooModels.MOVE, id);
            if (!"posted".equals(move.get("state"))) {
                throw OdooFailure.user("You can only register payment for posted journal entries.");
            }
            residual = residual.add((BigDecimal) move.get("amount_residual"));
            columns.putIfAbsent("currency_id", move.get("currency_id"));
        }
        if (residual.signum() == 0) {
            throw OdooFailure.user(
                    "You can't register a payment because there is nothing left to pay on the selected journal items.");
        }
        columns.putIfAbsent("amount", OdooValues.micros(residual));
        columns.putIfAbsent("payment_date", session.today.toString());
        columns.putIfAbsent("journal_id", BANK_JOURNAL);
        columns.put("move_ids", io.goldtier.json.Json.write(active()));
        return session.insert(wizard, columns);
    }

    /** {@code action_create_payments} of one wizard; the answer is a window. */
    public Map<String, Object> pay(int id) {
        Map<String, Object> wizard = session.get(model("account.payment.register"), id);
        BigDecimal left = (BigDecimal) wizard.get("amount");
        Object partner = null;
        MoveKind kind = MoveKind.OUT_INVOICE;
        for (Object moveId : (List<?>) wizard.get("move_ids")) {
            Map<String, Object> move = session.get(OdooModels.MOVE, moveId);
            partner = move.get("partner_id");
            kind = MoveKind.of((String) move.get("move_type"));
            BigDecimal residual = (BigDecimal) move.get("amount_residual");
            BigDecimal paid = residual.min(left);
            left = left.subtract(paid);
            BigDecimal rest = residual.subtract(paid);
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("amount_residual", OdooValues.micros(rest));
            columns.put(
                    "amount_residual_signed",
                    OdooValues.micros(
                            ((BigDecimal) move.get("amount_total_signed")).signum() < 0 ? rest.negate() : rest));
            columns.put("payment_state", rest.signum() == 0 ? "paid" : "partial");
            session.update(model(OdooModels.MOVE), ((Number) moveId).intValue(), columns);
        }
        Map<String, Object> payment = new LinkedHashMap<>();
        String prefix = "PBNK1/" + session.today.getYear() + "/";
        payment.put("name", prefix + String.format("%05d", session.next(prefix)));
        payment.put("payment_type", kind.sign < 0 ? "inbound" : "outbound");
        payment.put("state", "paid");
        payment.put("date", wizard.get("payment_date"));
        payment.put("amount", OdooValues.micros((BigDecimal) wizard.get("amount")));
        payment.put("memo", wizard.get("communication"));
        payment.put("partner_id", partner);
        payment.put("journal_id", wizard.get("journal_id"));
        payment.put("currency_id", wizard.get("currency_id"));
        payment.put("reconciled_invoice_ids", io.goldtier.json.Json.write(wizard.get("move_ids")));
        payment.put("move_id", entry(wizard, partner, kind, (String) payment.get("name")));
        int paymentId = session.insert(model("account.payment"), payment);
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("name", "Payments");
        action.put("type", "ir.actions.act_window");
        action.put("res_model", "account.payment");
        action.put("context", Map.of("create", false));
        action.put("view_mode", "form");
        action.put("res_id", paymentId);
        return action;
    }

    /** The payment's own journal entry; in a locked period it is dated later than the payment. */
    private int entry(Map<String, Object> wizard, Object partner, MoveKind kind, String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("move_type", "entry");
        values.put("name", name);
        values.put("date", wizard.get("payment_date"));
        values.put("journal_id", wizard.get("journal_id"));
        values.put("partner_id", partner);
        values.put(
                "line_ids",
                List.of(
                        line(wizard, partner, BANK_ACCOUNT, -kind.sign),
                        line(wizard, partner, kind.sale() ? OdooAmounts.RECEIVABLE : OdooAmounts.PAYABLE, kind.sign)));
        int id = new OdooMoves(session).create(values);
        new OdooPosting(session).post(id);
        return id;
    }

    private static List<Object> line(Map<String, Object> wizard, Object partner, int account, int sign) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("account_id", account);
        values.put("partner_id", partner);
        values.put("currency_id", wizard.get("currency_id"));
        values.put("amount_currency", ((BigDecimal) wizard.get("amount")).multiply(BigDecimal.valueOf(sign)));
        return List.of(0, 0, values);
    }

    /** The window in which a person would choose how to send; nothing is sent. */
    public Map<String, Object> offerToSend(List<?> moves) {
        Map<String, Object> action = new LinkedHashMap<>();
        action.put("name", "Send");
        action.put("type", "ir.actions.act_window");
        action.put("view_mode", "form");
        action.put("res_model", "account.move.send.wizard");
        action.put("target", "new");
        action.put("context", Map.of("active_model", OdooModels.MOVE, "active_ids", moves));
        return action;
    }

    int createSend(Map<String, Object> values) {
        OdooModel wizard = model("account.move.send.wizard");
        Map<String, Object> columns = new OdooRecords(session, wizard).columns(values);
        Map<String, Object> move = session.get(OdooModels.MOVE, OdooValues.wholeNumber(values.get("move_id")));
        if (!"posted".equals(move.get("state"))) {
            throw OdooFailure.user("You can't generate invoices that are not posted.");
        }
        Object partner = move.get("partner_id");
        boolean address =
                partner != null && session.get(OdooModels.PARTNER, partner).get("email") != null;
        columns.put("mail_partner_ids", address ? "[" + partner + "]" : "[]");
        columns.put("subject", "My Company Invoice (Ref " + move.get("name") + ")");
        return session.insert(wizard, columns);
    }

    /** Sends, and answers well whatever becomes of the mail; a customer without an address gets none at all. */
    public Map<String, Object> send(int id) {
        Map<String, Object> wizard = session.get(model("account.move.send.wizard"), id);
        int move = (Integer) wizard.get("move_id");
        Map<String, Object> document = session.get(OdooModels.MOVE, move);
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("name", String.valueOf(document.get("name")).replace('/', '_') + ".pdf");
        attachment.put("res_model", OdooModels.MOVE);
        attachment.put("res_id", move);
        attachment.put("mimetype", "application/pdf");
        int pdf = session.insert(model("ir.attachment"), attachment);
        session.update(model(OdooModels.MOVE), move, Map.of("is_move_sent", 1, "invoice_pdf_report_id", pdf));
        List<?> partners = (List<?>) wizard.get("mail_partner_ids");
        if (!partners.isEmpty()) {
            new OdooMails(session).send(move, partners, wizard.get("subject"), pdf);
        }
        return Map.of("type", "ir.actions.act_window_close");
    }
}
