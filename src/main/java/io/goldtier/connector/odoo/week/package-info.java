/** What Odoo's books say of a week, and of the weeks before it. */
package io.goldtier.connector.odoo.week;
