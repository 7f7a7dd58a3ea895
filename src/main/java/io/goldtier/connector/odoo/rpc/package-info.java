/** Odoo over the wire: its protocols, what its refusals mean, and whether it can be used. */
package io.goldtier.connector.odoo.rpc;
