package io.goldtier.sandbox.odoo.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kinds of journal entries.
 *
 * <p>{@code sign} is +1 where the document's lines are debits (bills, customer credit notes) and -1 where they are
 * credits (customer invoices); an entry has none.
 */
public enum MoveKind {
    ENTRY("entry", "Journal Entry", 0, "MISC"),
    OUT_INVOICE("out_invoice", "Customer Invoice", -1, "INV"),
    OUT_REFUND("out_refund", "Customer Credit Note", 1, "INV"),
    IN_INVOICE("in_invoice", "Vendor Bill", 1, "BILL"),
    IN_REFUND("in_refund", "Vendor Credit Note", -1, "BILL"),
    OUT_RECEIPT("out_receipt", "Sales Receipt", -1, "INV"),
    IN_RECEIPT("in_receipt", "Purchase Receipt", 1, "BILL");

    /** What Odoo calls it, such as {@code out_invoice}. */
    public final String key;

    /** What people read. */
    public final String label;

    /** Which way its lines count: 1 for what is paid, -1 for what is earned. */
    public final int sign;
    /** Code of the journal that is used when none is given. */
    public final String journal;

    MoveKind(String key, String label, int sign, String journal) {
        this.key = key;
        this.label = label;
        this.sign = sign;
        this.journal = journal;
    }

    /** The kind of that key. */
    public static MoveKind of(String key) {
        for (MoveKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
        }
        throw OdooFailure.value("Wrong value for account.move.move_type: '" + key + "'");
    }

    static Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        for (MoveKind kind : values()) {
            choices.put(kind.key, kind.label);
        }
        return choices;
    }

    /** Whether it is a customer's document. */
    public boolean sale() {
        return this == OUT_INVOICE || this == OUT_REFUND || this == OUT_RECEIPT;
    }

    /** Whether it is a vendor's document. */
    public boolean purchase() {
        return this == IN_INVOICE || this == IN_REFUND || this == IN_RECEIPT;
    }

    /** Whether it was paid on the spot. */
    public boolean receipt() {
        return this == OUT_RECEIPT || this == IN_RECEIPT;
    }

    /** Whether it gives money back. */
    public boolean refund() {
        return this == OUT_REFUND || this == IN_REFUND;
    }
}
