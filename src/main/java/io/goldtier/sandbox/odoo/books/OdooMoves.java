package io.goldtier.sandbox.odoo.books;

import io.goldtier.sandbox.odoo.schema.MoveKind;
import io.goldtier.sandbox.odoo.schema.OdooFailure;
import io.goldtier.sandbox.odoo.schema.OdooModel;
import io.goldtier.sandbox.odoo.schema.OdooModels;
import io.goldtier.sandbox.odoo.schema.OdooValues;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creating and changing journal entries: their defaults, and what may still be changed once they are posted. */
final class OdooMoves {

    private static final Set<String> FIXED_BY_POSTING = Set.of(
            "invoice_line_ids",
            "line_ids",
            "invoice_date",
            "date",
            "partner_id",
            "currency_id",
            "journal_id",
            "move_type");

    final OdooCurrencies currencies;
    final OdooAmounts amounts;

    private final OdooSession session;
    private final OdooLines lines;
    private final OdooModel moves = OdooModels.find(OdooModels.MOVE);

    OdooMoves(OdooSession session) {
        this.session = session;
        this.currencies = new OdooCurrencies(session);
        this.amounts = new OdooAmounts(session, currencies);
        this.lines = new OdooLines(session);
    }

    int create(Map<String, Object> values) {
        MoveKind kind = MoveKind.of(String.valueOf(values.getOrDefault("move_type", "entry")));
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("state", "draft");
        columns.put("payment_state", "not_paid");
        columns.put("auto_post", "no");
        columns.put("company_id", OdooSession.COMPANY);
        columns.put("company_currency_id", currencies.company().id());
        columns.put("is_move_sent", 0);
        columns.put("posted_before", 0);
        columns.putAll(new OdooRecords(session, moves).columns(values));
        columns.put("move_type", kind.key);
        columns.putIfAbsent("currency_id", currencies.company().id());
        if (columns.get("journal_id") == null) {
            columns.put("journal_id", journal(kind));
        }
        if (columns.get("invoice_date_due") == null) {
            columns.put("invoice_date_due", session.today.toString());
        }
        columns.put("date", accountingDate(kind, columns).toString());
        columns.put("commercial_partner_id", columns.get("partner_id"));
        int id = session.insert(moves, columns);
        session.update(moves, id, Map.of("access_url", "/my/invoices/" + id));
        new OdooMails(session).note(OdooModels.MOVE, id, "notification", "<p>" + kind.label + " Created</p>");
        lines.apply(id, kind, values);
        amounts.compute(id, kind);
        return id;
    }

    /** Writes a draft or the free fields of a posted entry. */
    void write(int id, Map<String, Object> values) {
        Map<String, Object> move = session.get(moves, id);
        MoveKind kind = MoveKind.of((String) move.get("move_type"));
        boolean draft = "draft".equals(move.get("state"));
        List<String> fixed =
                values.keySet().stream().filter(FIXED_BY_POSTING::contains).toList();
        if (!draft && !fixed.isEmpty()) {
            throw OdooFailure.user(
                    "You cannot modify the following readonly fields on a posted move: " + String.join(", ", fixed));
        }
        Map<String, Object> columns = new OdooRecords(session, moves).columns(values);
        if (values.containsKey("invoice_date") && !values.containsKey("date")) {
            Map<String, Object> after = new LinkedHashMap<>(move);
            after.putAll(columns);
            after.put("date", null);
            columns.put("date", accountingDate(kind, after).toString());
        }
        if (!columns.isEmpty()) {
            session.update(moves, id, columns);
        }
        if (draft) {
            lines.apply(id, kind, values);
            amounts.compute(id, kind);
        }
    }

    /** Adds a line to the entry that its values name, and keeps that in balance. */
    int addLine(Map<String, Object> values) {
        int move = OdooValues.wholeNumber(values.get("move_id"));
        MoveKind kind = MoveKind.of((String) session.get(moves, move).get("move_type"));
        int id = lines.add(move, kind, values, kind != MoveKind.ENTRY);
        amounts.compute(move, kind);
        return id;
    }

    /** Keeps an entry in balance whose line was written directly. */
    void refresh(int id) {
        amounts.compute(id, MoveKind.of((String) session.get(moves, id).get("move_type")));
    }

    private int journal(MoveKind kind) {
        return ((Number) session.query("SELECT id FROM account_journal WHERE code=?", List.of(kind.journal))
                        .get(0)
                        .get("id"))
                .intValue();
    }

    /** The accounting date that Odoo computes when none is given. */
    private LocalDate accountingDate(MoveKind kind, Map<String, Object> columns) {
        if (columns.get("date") != null) {
            return LocalDate.parse((String) columns.get("date"));
        }
        Object invoiceDate = columns.get("invoice_date");
        LocalDate day = invoiceDate == null ? session.today : LocalDate.parse((String) invoiceDate);
        return kind.purchase() ? endOfItsMonthOrToday(day, session.today) : day;
    }

    static LocalDate endOfItsMonthOrToday(LocalDate day, LocalDate today) {
        LocalDate month = day.withDayOfMonth(1);
        if (month.isBefore(today.withDayOfMonth(1))) {
            return month.plusMonths(1).minusDays(1);
        }
        return day.isAfter(today) ? day : today;
    }
}
