/** What is brought into the books of the stand-in: its first records, and imports under external ids. */
package io.goldtier.sandbox.odoo.load;
