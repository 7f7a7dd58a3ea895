package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Posting, resetting, cancelling and deleting journal entries, with Odoo's conditions and words. */
public final class OdooPosting {

    private final OdooSession session;
    private final OdooMoves moves;
    private final OdooModel model = OdooModels.find(OdooModels.MOVE);

    /** Posts and cancels within a call. */
    public OdooPosting(OdooSession session) {
        this.session = session;
        this.moves = new OdooMoves(session);
    }

    /** {@code action_post} of one entry. */
    public void post(int id) {
        Map<String, Object> move = session.get(model, id);
        MoveKind kind = MoveKind.of((String) move.get("move_type"));
        check(id, move, kind);
        Map<String, Object> columns = new LinkedHashMap<>();
        if (kind.sale() && move.get("invoice_date") == null) {
            columns.put("invoice_date", session.today.toString());
            columns.put("date", session.today.toString());
        }
        LocalDate date = unlocked(id, kind, LocalDate.parse((String) columns.getOrDefault("date", move.get("date"))));
        columns.put("date", date.toString());
        String name = (String) move.get("name");
        if (name == null) {
            name = number(kind, move, date);
            columns.put("name", name);
        }
        if (kind == MoveKind.OUT_INVOICE && move.get("payment_reference") == null) {
            columns.put("payment_reference", name);
        }
        columns.put("state", "posted");
        columns.put("posted_before", 1);
        session.update(model, id, columns);
        moves.amounts.stampLines(id);
    }

    private void check(int id, Map<String, Object> move, MoveKind kind) {
        if (!"draft".equals(move.get("state"))) {
            throw OdooFailure.user("The entry " + move.get("name") + " (id " + id + ") must be in draft.");
        }
        if (moves.amounts.linesOf(id).isEmpty()) {
            throw OdooFailure.user("Even magicians can't post nothing!");
        }
        if (move.get("partner_id") == null && kind.sale()) {
            throw OdooFailure.user("The 'Customer' field is required to validate the invoice.\n"
                    + "You probably don't want to explain to your auditor that you invoiced an invisible man :)");
        }
        if (move.get("partner_id") == null && kind.purchase() && !kind.receipt()) {
            throw OdooFailure.user("The field 'Vendor' is required, please complete it to validate the Vendor Bill.");
        }
        if (kind != MoveKind.ENTRY && ((BigDecimal) move.get("amount_total")).signum() < 0) {
            throw OdooFailure.user("You cannot validate an invoice with a negative total amount. You should create a"
                    + " credit note instead. Use the action menu to transform it into a credit note or refund.");
        }
        if (kind.purchase() && move.get("invoice_date") == null) {
            throw OdooFailure.user("The Bill/Refund date is required to validate this document.");
        }
        var currency = moves.currencies.get(move.get("currency_id"));
        if (!currency.active()) {
            throw OdooFailure.user("You cannot validate a document with an inactive currency: " + currency.code());
        }
    }

    /** A date in a locked period does not fail: it moves behind the lock. */
    private LocalDate unlocked(int id, MoveKind kind, LocalDate date) {
        LocalDate lock = null;
        Map<String, Object> company = session.company();
        for (String field : locks(id, kind)) {
            if (company.get(field) != null) {
                LocalDate day = LocalDate.parse((String) company.get(field));
                lock = !date.isAfter(day) && (lock == null || day.isAfter(lock)) ? day : lock;
            }
        }
        if (lock == null) {
            return date;
        }
        LocalDate first = lock.plusDays(1);
        if (kind.sale()) {
            LocalDate yearEnd = LocalDate.of(first.getYear(), 12, 31);
            return yearEnd.isBefore(session.today) ? yearEnd : session.today;
        }
        return OdooMoves.endOfItsMonthOrToday(first, session.today);
    }

    /** The lock dates that an entry is bound by. */
    private List<String> locks(int id, MoveKind kind) {
        List<String> locks = new ArrayList<>(List.of("fiscalyear_lock_date", "hard_lock_date"));
        if (kind.sale()) {
            locks.add("sale_lock_date");
        }
        if (kind.purchase()) {
            locks.add("purchase_lock_date");
        }
        boolean taxed = moves.amounts.linesOf(id).stream()
                .anyMatch(line -> line.get("tax_line_id") != null || !((List<?>) line.get("tax_ids")).isEmpty());
        if (taxed) {
            locks.add("tax_lock_date");
        }
        return locks;
    }

    private String number(MoveKind kind, Map<String, Object> move, LocalDate date) {
        Map<String, Object> journal = session.get("account.journal", move.get("journal_id"));
        String code = (kind.refund() ? "R" : "") + journal.get("code");
        boolean yearly = "sale".equals(journal.get("type")) || "bank".equals(journal.get("type"));
        String prefix =
                code + "/" + date.getYear() + "/" + (yearly ? "" : String.format("%02d/", date.getMonthValue()));
        return prefix + String.format(yearly ? "%05d" : "%04d", session.next(prefix));
    }

    /** {@code button_draft} of one entry. */
    public void resetToDraft(int id) {
        session.get(model, id);
        session.update(model, id, Map.of("state", "draft"));
        moves.amounts.stampLines(id);
    }

    /** {@code button_cancel} of one entry. */
    public void cancel(int id) {
        session.get(model, id);
        session.update(model, id, Map.of("state", "cancel"));
        moves.amounts.stampLines(id);
    }

    void delete(int id) {
        Map<String, Object> move = session.get(model, id);
        if ("posted".equals(move.get("state"))) {
            throw OdooFailure.user("You can't delete a posted journal item. Don’t play games with your accounting"
                    + " records; reset the journal entry to draft before deleting it.");
        }
        session.execute("DELETE FROM account_move_line WHERE move_id=?", List.of(id));
        session.delete(model, id);
    }
}
