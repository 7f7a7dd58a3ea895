/** What all letters have in common, whichever way they come: their files, their notes, the bound for one sender. */
package io.goldtier.intake.letter;
