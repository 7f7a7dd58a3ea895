/** A human decides: requests for approval, and decisions, of which the first one counts, however it is given. */
package io.goldtier.approval;
