package io.goldtier.sandbox.odoo.schema;

/** The groups that rights hang on, under the names that Odoo's refusals use. */
public enum OdooRole {
    /** Every user of this house. */
    INTERNAL("Role / User"),
    PORTAL("Role / Portal"),
    SYSTEM("Role / Administrator"),
    ACCESS_RIGHTS("Access Rights"),
    CONTACT_CREATION("Contact/Creation"),
    INVOICING("Accounting/Invoicing"),
    ACCOUNTING("Accounting/Administrator"),
    BOOKS_READ_ONLY("Show Accounting Features - Readonly");

    final String label;

    OdooRole(String label) {
        this.label = label;
    }
}
