/** Mail as it comes over the wire, read within bounds: who, words, parts and invitations. */
package io.goldtier.intake.mail;
