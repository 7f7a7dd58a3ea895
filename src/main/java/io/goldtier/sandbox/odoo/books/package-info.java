/** What the stand-in for Odoo does: records, documents, taxes, posting, mails. */
package io.goldtier.sandbox.odoo.books;
