/** What skills mean for Odoo's books: clients, accounts, money, documents, audits. */
package io.goldtier.connector.odoo.books;
