/** What a week comes to: money from Odoo's books, work and delays from our own store, goals, insights. */
package io.goldtier.report.figures;
