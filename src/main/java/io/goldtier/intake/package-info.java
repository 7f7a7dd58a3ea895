/**
 * The ways in: a file that somebody drops becomes a message, a message becomes a trigger, and whatever does not is put
 * before a person with the reason.
 */
package io.goldtier.intake;
