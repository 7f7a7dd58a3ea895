/** What may go by itself by the owner's handbook, and what of its budgets is spent. */
package io.goldtier.approval.policy;
