/** What the stand-in for Odoo consists of: models and fields, users and rights, values and the database. */
package io.goldtier.sandbox.odoo.schema;
