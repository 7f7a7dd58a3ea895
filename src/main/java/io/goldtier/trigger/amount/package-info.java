/** Amounts of money in words and figures, and currencies. */
package io.goldtier.trigger.amount;
