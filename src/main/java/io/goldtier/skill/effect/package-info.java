/** What a call came to: outcomes, attempts with their effect marks, and the one decider. */
package io.goldtier.skill.effect;
