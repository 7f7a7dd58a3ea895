/** Whether the database is there: what its failures mean, who is told of them, and what is logged. */
package io.goldtier.store.database;
