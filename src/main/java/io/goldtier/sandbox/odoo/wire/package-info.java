/** How the stand-in for Odoo is spoken to: its two protocols, its methods, its address. */
package io.goldtier.sandbox.odoo.wire;
