/** The words of a rule card: phrases with named pieces, what is read by them, and the placeholders that pieces fill. */
package io.goldtier.trigger.phrase;
